"""While its trace is printed, a model may read the files in its folder, but no others."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from torchquiz.engine.explain.explained import traced
from torchquiz.engine.explain.failures import failure_sentence
from torchquiz.engine.explain.readable import is_narrow, tracing_plan
from torchquiz.engine.explain.target import Target, parse_target
from torchquiz.engine.models.calls import CallTrace
from torchquiz.engine.sandbox.pool import Pool

NET = """\
import json
import os
from pathlib import Path
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {code}
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(x)
"""
WORDS = "assert json.loads({path}.read_text()) == ['a', 'b']"
only_where_confined = pytest.mark.skipif(
    sys.platform != "linux", reason="files are closed only on Linux"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model with data files; a secret lies beside the folder."""
    top = tmp_path_factory.mktemp("top")
    (top / "secret").write_text("never")
    project = top / "project"
    (project / "data").mkdir(parents=True)
    for name in ("vocab.json", "data/vocab.json"):
        (project / name).write_text('["a", "b"]')
    (project / "link").symlink_to(top / "secret")
    (project / "net.py").write_text(NET.format(code="pass"))
    return project


def target_of(project: Path, code: str) -> Target:
    (project / "net.py").write_text(NET.format(code=code))
    return parse_target(f"{project}/net.py", "", ["4x3"])


@pytest.fixture(scope="module")
def workers(project: Path) -> Iterator[Pool]:
    """A worker with the permissions that it has while it traces the project's model."""
    plan = tracing_plan(target_of(project, "pass"), makes_lesson=False)
    with Pool(1, plan=plan) as pool:
        yield pool


def run(workers: Pool, project: Path, code: str) -> CallTrace:
    return traced(target_of(project, code), workers.run)


@pytest.mark.parametrize(
    "path",
    [
        "Path('vocab.json')",
        "Path('./vocab.json')",
        "(Path(__file__).parent / 'vocab.json')",
        "(Path(__file__).resolve().parent / 'data' / 'vocab.json')",
        "Path(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'vocab.json'))",
    ],
)
def test_a_model_reads_the_files_in_its_folder(workers: Pool, project: Path, path: str) -> None:
    trace = run(workers, project, WORDS.format(path=path))
    assert trace.is_complete, failure_sentence(trace, "net.py")


@only_where_confined
@pytest.mark.parametrize(
    "code",
    [
        "open('../secret')",
        "open('link')",
        "os.listdir('..')",
        f"open({str(Path(__file__).resolve())!r})",
        "open('/etc/passwd')",
        "open('/proc/1/mem', 'rb')",
        "open('new', 'w')",
        "open('vocab.json', 'a')",
        "os.truncate('vocab.json', 0)",
        "os.remove('vocab.json')",
        "os.rename('vocab.json', 'other.json')",
        "os.mkdir('new')",
        "os.symlink('vocab.json', 'new')",
        "os.link('vocab.json', 'new')",
        "os.chmod('vocab.json', 0)",
        "os.chdir('..')",
    ],
)
def test_everything_else_stays_closed(workers: Pool, project: Path, code: str) -> None:
    before = sorted(project.rglob("*"))
    trace = run(workers, project, code)
    assert trace.error is not None and trace.error.type == "PermissionError"
    assert sorted(project.rglob("*")) == before
    assert (project / "vocab.json").read_text() == '["a", "b"]'


@only_where_confined
def test_keys_in_the_home_folder_stay_closed(workers: Pool, project: Path) -> None:
    keys = Path.home() / ".ssh"
    trace = run(workers, project, f"os.listdir({str(keys)!r})")
    assert trace.error is not None
    assert trace.error.type in ("PermissionError", "FileNotFoundError")


@only_where_confined
def test_a_file_elsewhere_is_explained_in_one_sentence(workers: Pool, project: Path) -> None:
    trace = run(workers, project, "open('../secret')")
    sentence = failure_sentence(trace, "net.py")
    assert "it needs a file that it cannot use here" in sentence and "\n" not in sentence


def test_for_a_lesson_a_model_reads_nothing(project: Path) -> None:
    plan = tracing_plan(target_of(project, "pass"), makes_lesson=True)
    assert plan.readable == () and plan.folder == ""


def test_a_module_in_a_package_opens_only_its_own_folder(project: Path) -> None:
    package = project / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "vocab.json").write_text('["a", "b"]')
    code = WORDS.format(path="(Path(__file__).parent / 'vocab.json')")
    target = target_of(package, code)
    plan = tracing_plan(target, makes_lesson=False)
    assert plan.readable == (str(package.resolve()),) and plan.folder == str(project.resolve())
    with Pool(1, plan=plan) as pool:
        trace = traced(target, pool.run)
    assert trace.is_complete, failure_sentence(trace, "net.py")


def test_the_home_folder_and_those_above_it_are_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "users" / "me"))
    (tmp_path / "users" / "me" / "project").mkdir(parents=True)
    assert is_narrow(tmp_path / "users" / "me" / "project")
    for folder in ("users/me", "users/me/project/..", "users", "."):
        assert not is_narrow(tmp_path / folder)
    assert not is_narrow(Path("/"))
    (tmp_path / "users" / "me" / "net.py").write_text(NET.format(code="pass"))
    target = parse_target(f"{tmp_path}/users/me/net.py", "", ["4x3"])
    assert tracing_plan(target, makes_lesson=False).readable == ()
