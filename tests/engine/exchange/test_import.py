"""Quizzes from other programs become unproven lessons, and each omission is reported."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers import gift, jupyterquiz, mdbook, xml_quiz
from torchquiz.engine.exchange.readers.imported import ImportedQuiz, Remark
from torchquiz.tui.cli import main

MDBOOK = """
[[questions]]
type = "MultipleChoice"
prompt.prompt = "What is the dtype of `torch.zeros(3)`?"
prompt.distractors = ["float64", "int64 {x}"]
answer.answer = "float32"
context = "It is what torch.get_default_dtype() says."

[[questions]]
type = "ShortAnswer"
prompt.prompt = "Which keyword?"
answer.answer = "let"

[[questions]]
type = "Tracing"
"""
GIFT = r"""
// a comment
$CATEGORY: tensors

::dtype::Which dtype has torch.zeros(3)? {
 =float32 # right
 ~float64 # that is NumPy\'s
 ~%-50%int64
}

torch.zeros(2) has dtype int64.{F#It is float32.####See the manual.}

How many\: 2 + 2?{#4:0.1}

Match.{=a -> b =c -> d}

A tensor is {~copied =shared ~frozen} by view().

Write about views.{}

a \= b \{c\} {=yes ~no}
"""
JUPYTER = """[
 {"question": "Which?", "type": "many_choice", "code": "x = 1", "answers": [
   {"answer": "this", "correct": true}, {"code": "y = 2", "correct": false, "feedback": "No."}]},
 {"question": "How many?", "type": "numeric", "answers": [{"value": 3, "correct": true}]}
]"""
MOODLE = """<?xml version="1.0"?><quiz>
<question type="category"><category><text>x</text></category></question>
<question type="multichoice"><name><text>dtype</text></name>
 <questiontext format="html">
  <text><![CDATA[<p>Which <code>dtype</code>?</p><pre>x &lt; 1</pre>]]></text>
 </questiontext>
 <answer fraction="100"><text>float32</text></answer>
 <answer fraction="0"><text>int64</text><feedback><text>No.</text></feedback></answer>
 <hint><text>Think.</text></hint></question>
<question type="truefalse"><name><text>t</text></name>
 <questiontext><text>It is so.</text></questiontext>
 <answer fraction="0"><text>true</text></answer>
 <answer fraction="100"><text>false</text></answer></question>
<question type="matching"><name><text>pairs</text></name></question></quiz>"""

pytest_plugins = ["tests.engine.fixtures"]


def options_of(quiz: ImportedQuiz) -> list[tuple[str, ...]]:
    """Return the options of each question, with a star before the right ones."""
    return [
        tuple(("*" if option.is_key else "") + option.text for option in question.options)
        for question in quiz.questions
    ]


def write_file(tmp_path: Path, name: str, text: str) -> Path:
    """Write a file and return its path."""
    path = tmp_path / name
    path.write_text(text)
    return path


def reasons(remarks: tuple[Remark, ...]) -> list[str]:
    """Return remarks as sentences that begin with their line."""
    return [f"{remark.line}: {remark.text}" for remark in remarks]


def test_mdbook_questions_with_options_are_imported_and_the_others_reported(tmp_path: Path) -> None:
    quiz = mdbook.read(write_file(tmp_path, "a.toml", MDBOOK))
    assert options_of(quiz) == [("*float32", "float64", "int64 {x}")]
    typed, traced = reasons(quiz.left_out)
    assert typed.startswith("9: a typed answer, 'let', needs code that computes it")
    assert traced == "14: questions that trace a Rust program are not supported."


def test_escapes_weights_and_feedback_of_gift_are_read(tmp_path: Path) -> None:
    quiz = gift.read(write_file(tmp_path, "a.gift", GIFT))
    assert options_of(quiz) == [
        ("*float32", "float64", "int64"),
        ("*False", "True"),
        ("*shared", "copied", "frozen"),
        ("*yes", "no"),
    ]
    float64 = quiz.questions[0].options[1]
    assert (float64.text, float64.is_key, float64.because) == (
        "float64",
        False,
        r"that is NumPy\'s",
    )
    assert quiz.questions[1].solution == ("See the manual.",)
    assert quiz.questions[2].stem == "A tensor is _____ by view()."
    assert quiz.questions[3].stem == "a = b {c}"
    assert len(quiz.left_out) == 3


def test_code_in_jupyterquiz_options_is_imported(tmp_path: Path) -> None:
    quiz = jupyterquiz.read(write_file(tmp_path, "a.json", JUPYTER))
    assert options_of(quiz) == [("*this", "`y = 2`")] and quiz.questions[0].code == "x = 1"
    assert quiz.questions[0].is_several
    assert reasons(quiz.left_out)[0].startswith("4: a typed number, [3], needs code")


def test_html_in_moodle_xml_becomes_plain_text(tmp_path: Path) -> None:
    quiz = xml_quiz.read(write_file(tmp_path, "a.xml", MOODLE))
    assert options_of(quiz) == [("*float32", "int64"), ("*false", "true")]
    assert quiz.questions[0].stem == "Which `dtype`?\n\n```\nx < 1\n```"
    assert quiz.questions[0].hints == ("Think.",)
    assert reasons(quiz.left_out) == ["14: matching questions are not supported."]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.toml", "[[", "is not valid TOML"),
        ("a.json", "{", "is not valid JSON"),
        ("a.json", "{}", "must contain a list of questions"),
        ("a.xml", "<quiz>", "is not valid XML"),
        ("a.xml", "<!DOCTYPE q [<!ENTITY a 'b'>]><q/>", "declares XML entities"),
    ],
)
def test_a_file_in_another_format_gets_one_sentence(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    readers = {".toml": mdbook.read, ".json": jupyterquiz.read, ".xml": xml_quiz.read}
    path = write_file(tmp_path, name, text)
    with pytest.raises(TorchquizError, match=sentence):
        readers[path.suffix](path)


@pytest.mark.parametrize(
    ("name", "text"), [("a.toml", MDBOOK), ("b.gift", GIFT), ("c.json", JUPYTER), ("d.xml", MOODLE)]
)
def test_an_imported_lesson_can_be_checked_and_counts_as_unproven(
    check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    assert main(["import", str(write_file(tmp_path, name, text))]) == 0
    assert "unproven until you add code" in capsys.readouterr().out
    result = check(tmp_path / f"{Path(name).stem}.yaml")
    assert (result.status, result.err) == (0, "")
    assert "not proven:" in result.out


def test_an_import_never_overwrites_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    quiz = write_file(tmp_path, "a.toml", MDBOOK)
    assert main(["import", str(quiz)]) == 0
    assert main(["import", str(quiz)]) == 2
    assert "already exists; name another file with --output" in capsys.readouterr().err
