"""A traced model becomes a lesson that is proven like any other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.models import INPUT, NET
from tests.engine.results import Check
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.explain import questions as explained_questions
from torchquiz.engine.explain.beliefs import OWN, beliefs
from torchquiz.engine.explain.explained import Explained, explained, traced
from torchquiz.engine.explain.proven import write_lesson
from torchquiz.engine.explain.questions.choose import candidates, wanted
from torchquiz.engine.explain.target import parse_target
from torchquiz.engine.folders import BANKS
from torchquiz.engine.models.declared import TraceModel
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import Provers, threads
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.yaml.reading import read_source

pytest_plugins = ["tests.engine.fixtures"]

# Matches the name of a belief, such as `bias-forgotten`.
BELIEF = re.compile(r"[a-z]+(?:-[a-z]+)+")
TOPICS = {
    "output",
    "shape",
    "parameters",
    "largest",
    "breaking input",
    "other input",
    "change",
    "gradient",
    "frozen",
    "mode",
    "state",
}


def explain(pool: Pool, path: Path, name: str = "", inputs: str = INPUT) -> Explained:
    target = parse_target(f"{path}:{name}" if name else str(path), "", [inputs])
    trace = traced(target, pool.run)
    return explained(target, trace, pool.run)


@pytest.fixture(scope="module")
def provers(pool: Pool) -> Iterator[Provers]:
    with threads(pool) as provers:
        yield provers


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "net.py"
    path.write_text(NET)
    return path


@pytest.fixture(scope="module")
def found(pool: Pool, net: Path) -> Explained:
    return explain(pool, net)


@pytest.fixture(scope="module")
def lesson(found: Explained, net: Path, provers: Provers) -> tuple[Path, LessonProof]:
    path = net.with_name("my-net.yaml")
    return path, write_lesson(found, path, provers, None, copies_code=True)


def test_questions_cover_every_topic(found: Explained) -> None:
    assert {question.topic for question in found.questions} == TOPICS


def test_a_small_model_gets_twelve_proven_questions_about_different_topics(
    lesson: tuple[Path, LessonProof], found: Explained
) -> None:
    _, proof = lesson
    assert proof.items == 12 and proof.faults == [] and proof.unproven == []
    topics = {question.id: question.topic for question in found.questions}
    assert {topics[item] for item in proof.bodies} == TOPICS


def test_every_question_of_a_small_model_can_be_proven(
    found: Explained, net: Path, provers: Provers
) -> None:
    from torchquiz.engine.explain.lesson import lesson_text
    from torchquiz.engine.proving.lesson import prove_lesson

    path = net.with_name("all.yaml")
    path.write_text(lesson_text(found, found.questions, path, copies_code=True))
    proof = prove_lesson(path, "all.yaml", provers, None)
    assert [str(fault) for fault in proof.faults] == [] and proof.unproven == []


def test_the_trace_states_shapes_and_asks_before_it_shows_them(
    lesson: tuple[Path, LessonProof],
) -> None:
    trace = load_bank(lesson[0]).ways["trace"]
    assert isinstance(trace, TraceModel) and trace.call == "Net()(torch.rand(2, 3, 16, 16))"
    asked = {call.path: call.question for call in trace.calls if call.question}
    assert asked[""] == "shape-of-the-output" and len(asked) > 1
    assert set(trace.quiz) == set(asked.values())


def test_the_code_of_a_short_file_is_copied(lesson: tuple[Path, LessonProof]) -> None:
    bank = load_bank(lesson[0])
    assert "class Net(nn.Module)" in bank.lesson.setup and bank.lesson.source is None
    assert "SystemExit" not in bank.lesson.setup


def test_a_lesson_that_names_the_file_notices_a_change(
    found: Explained, net: Path, provers: Provers, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "net.py").write_text(NET)
    path = tmp_path / "linked.yaml"
    write_lesson(found, path, provers, None, copies_code=False)
    text = path.read_text().replace(str(net), "net.py")
    lines = ["  file: net.py" if line.startswith("  file:") else line for line in text.split("\n")]
    path.write_text("\n".join(lines))
    assert check(path).status == 0
    (tmp_path / "net.py").write_text(NET.replace("hidden=16", "hidden=32"))
    changed = check(path)
    assert (
        changed.status == 1
        and "net.py, or a module that it imports, has changed" in changed.err + changed.out
    )
    (tmp_path / "net.py").unlink()
    assert "there" in check(path).out + check(path).err


def test_a_changed_model_gets_other_answers(pool: Pool, tmp_path: Path, provers: Provers) -> None:
    path = tmp_path / "net.py"
    path.write_text(NET.replace("hidden=16", "hidden=32"))
    found = explain(pool, path)
    whole = next(question for question in found.questions if question.id == "parameters-of-fc1")
    assert whole.asked["key"] == "32 * 512 + 32"


def test_a_question_that_is_not_true_of_the_model_is_replaced(
    pool: Pool, tmp_path: Path, provers: Provers
) -> None:
    """Tie the weights of two layers, so that neither can be frozen without the other."""
    path = tmp_path / "tied.py"
    path.write_text(
        "import torch\nfrom torch import nn\n\n"
        "class Tied(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.first, self.last = nn.Linear(6, 6), nn.Linear(6, 6)\n"
        "        self.last.weight = self.first.weight\n"
        "        self.last.bias = self.first.bias\n"
        "    def forward(self, x):\n"
        "        return self.last(torch.tanh(self.first(x)))\n"
    )
    found = explain(pool, path, inputs="3x6")
    assert "gradients-through-a-frozen-layer" in {question.id for question in found.questions}
    proof = write_lesson(found, tmp_path / "tied.yaml", provers, None, copies_code=True)
    assert "gradients-through-a-frozen-layer" not in proof.bodies and proof.items >= 8


def test_larger_models_get_more_questions_up_to_thirty(found: Explained) -> None:
    assert wanted(found.subject) == 12


def test_every_belief_that_a_question_names_is_known_and_none_is_idle() -> None:
    named = set(named_beliefs())
    assert len(beliefs(named)) == len(named) > 60
    assert set(OWN) - named == set()


def test_no_belief_hides_a_shared_one() -> None:
    assert not set(OWN) & set(read_source(BANKS / "misconceptions.yaml").values)


def named_beliefs() -> Iterator[str]:
    """Yield the beliefs named in the code: in tuples, in calls of `Wrong`, and in return values.

    The ids of questions look alike, but are neither in tuples nor returned.
    """
    for path in Path(explained_questions.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            parts: list[ast.expr] = []
            if isinstance(node, ast.Tuple) and len(node.elts) in (3, 4):
                parts = [node.elts[len(node.elts) - 2]]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Wrong":
                parts = [node.args[0]]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "FalseStatement":
                parts = [node.args[2]]
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant | ast.IfExp):
                parts = [node.value]
            for part in parts:
                yield from (
                    str(inner.value)
                    for inner in ast.walk(part)
                    if isinstance(inner, ast.Constant) and BELIEF.fullmatch(str(inner.value))
                )


def test_no_two_questions_share_an_id(found: Explained) -> None:
    ids = [question.id for question in candidates(found.subject)]
    assert len(ids) == len(set(ids))
