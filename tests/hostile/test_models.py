"""The file of a model cannot read, write or reach anything while `explain` runs it."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from torchquiz.engine.explain.explained import traced
from torchquiz.engine.explain.target import parse_target
from torchquiz.engine.models.calls import CallTrace
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the worker is fully confined only on Linux"
)

SECRET = "the-key-of-the-user"
HEAD = "import os, socket, subprocess, torch\nfrom pathlib import Path\nfrom torch import nn\n"
ATTACKS = {
    "reading a key in the home folder": "open('{home}/.ssh/id_ed25519').read()",
    "reading a secret beside the model": "open('{project}/.env').read()",
    "reading data beside the model": "(Path('{project}') / 'data.csv').read_text()",
    "listing the project": "os.listdir('{project}')",
    "writing beside the model": "open('{project}/new.py', 'w').write('x')",
    "changing the model": "open('{project}/net.py', 'a').write('x')",
    "deleting data": "os.remove('{project}/data.csv')",
    "writing to the home folder": "open('{home}/.bashrc', 'a').write('x')",
    "saving weights": "torch.save(torch.ones(1), '{project}/weights.pt')",
    "connecting to a port": "socket.create_connection(('127.0.0.1', {port}), 2)",
    "starting a program": "subprocess.run(['/bin/sh', '-c', 'echo x'], check=True)",
    "forking": "os.fork()",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """Create a project and a home folder with secrets, and listen on a port."""
    project, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    (home / ".ssh").mkdir()
    for path in (home / ".ssh" / "id_ed25519", project / ".env", project / "data.csv"):
        path.write_text(SECRET)
    (home / ".bashrc").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield {"project": project, "home": home, "port": server.getsockname()[1]}


def snapshot(*folders: object) -> dict[Path, bytes]:
    paths = [path for folder in folders for path in Path(str(folder)).rglob("*")]
    return {path: path.read_bytes() for path in paths if path.is_file()}


def explain(pool: Pool, project: object, code: str, **others: str) -> CallTrace:
    path = Path(str(project)) / "net.py"
    path.write_text(HEAD + code)
    for name, text in others.items():
        path.with_name(f"{name}.py").write_text(HEAD + text)
    return traced(parse_target(f"{path}:Net", "", ["2x3"]), pool.run)


def check_contained(trace: CallTrace) -> None:
    """Require that the attack raised an exception, and that no secret is in the trace."""
    assert trace.error is not None and not trace.is_complete
    assert {"OSError", "RuntimeError"} & set(trace.error.lineage)
    assert SECRET not in str(trace)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_while_the_model_is_built_is_contained(
    pool: Pool, folders: dict[str, object], name: str
) -> None:
    attack = ATTACKS[name].format(**folders)
    code = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.stolen = {attack}\n    def forward(self, x):\n        return x\n"
    )
    path = Path(str(folders["project"])) / "net.py"
    path.write_text(HEAD + code)
    before = snapshot(folders["project"], folders["home"])
    check_contained(explain(pool, folders["project"], code))
    assert snapshot(folders["project"], folders["home"]) == before


@pytest.mark.parametrize("name", ["reading a key in the home folder", "connecting to a port"])
def test_an_attack_in_the_forward_pass_is_contained(
    pool: Pool, folders: dict[str, object], name: str
) -> None:
    attack = ATTACKS[name].format(**folders)
    code = f"class Net(nn.Module):\n    def forward(self, x):\n        {attack}\n        return x\n"
    check_contained(explain(pool, folders["project"], code))


@pytest.mark.parametrize("name", ["reading a key in the home folder", "starting a program"])
def test_an_attack_in_an_imported_module_is_contained(
    pool: Pool, folders: dict[str, object], name: str
) -> None:
    attack = ATTACKS[name].format(**folders)
    code = "import evil\nclass Net(nn.Module):\n    def forward(self, x):\n        return x\n"
    check_contained(explain(pool, folders["project"], code, evil=f"stolen = {attack}\n"))


def test_a_module_outside_the_folder_is_not_handed_over(
    pool: Pool, folders: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "outside.py").write_text(f"secret = {SECRET!r}\n")
    code = (
        f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\nimport outside\n"
        "class Net(nn.Module):\n    def forward(self, x):\n        return x\n"
    )
    trace = explain(pool, folders["project"], code)
    assert trace.error is not None and trace.error.type == "ModuleNotFoundError"


def test_a_model_that_lies_about_its_trace_gets_no_further_than_text(
    pool: Pool, folders: dict[str, object]
) -> None:
    """Let the model replace the function that creates its trace."""
    code = (
        "import json\n"
        "class Net(nn.Module):\n    def forward(self, x):\n        return x\n"
        'json.dumps = lambda value: \'{"device": "cpu\\\\u001b[2J"}\'\n'
    )
    with pytest.raises(Exception, match=r"not valid") as error:
        explain(pool, folders["project"], code)
    assert "\x1b" not in str(error.value)


def test_a_model_that_never_ends_is_stopped(
    pool: Pool, folders: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchquiz.engine.traces.calls.TIMEOUT_S", 1.0)
    code = "class Net(nn.Module):\n    def forward(self, x):\n        while True: pass\n"
    with pytest.raises(Exception, match=r"stopped after 1 s"):
        explain(pool, folders["project"], code)
