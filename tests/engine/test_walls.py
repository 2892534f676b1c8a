"""The walls at run time: what importing each front door brings with it, in a process of its own."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests import ROOT

HEAVY = {"torch", "numpy", "pydantic", "yaml", "textual", "rich"}
SCREEN = {"textual", "rich", "torchquiz.tui"}
LIGHT_DOORS = [
    "torchquiz.engine",
    "torchquiz.engine.cli.ending",
    "torchquiz.engine.grading",
    "torchquiz.engine.study.catalogue",
    "torchquiz.engine.errors",
    "torchquiz.engine.folders",
    "torchquiz.engine.models.proven",
    "torchquiz.engine.study.deal",
    "torchquiz.engine.progress.mastery",
    "torchquiz.engine.progress.store",
    "torchquiz.engine.proof.cache",
    "torchquiz.engine.proof.search",
    "torchquiz.engine.pytest_plugin",
    "torchquiz.engine.sandbox.pool",
    "torchquiz.engine.yaml.recognise",
    "torchquiz.engine.study.session",
    "torchquiz.engine.traces.flow",
    "torchquiz.engine.traces.numbers",
    "torchquiz.engine.traces.prediction",
    "torchquiz.engine.traces.training",
]
EVERY_MODULE = sorted(
    "torchquiz." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "engine").rglob("*.py")
    if "worker" not in path.parts and path.name != "__main__.py"
)


@cache
def loaded_by(module: str) -> frozenset[str]:
    """The outermost packages that a fresh process has after importing a module."""
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = json.loads(said.stdout)
    return frozenset({name.split(".")[0] for name in names} | {"torchquiz.tui"} & set(names))


@pytest.mark.parametrize("module", LIGHT_DOORS)
def test_what_a_screen_needs_loads_nothing_heavy(module: str) -> None:
    allowed = {"rich"} if module == "torchquiz.engine.pytest_plugin" else set()  # pytest's
    assert not loaded_by(module) & (HEAVY - allowed)


@pytest.mark.parametrize(
    "module",
    [
        "torchquiz.engine.cli.check",
        "torchquiz.engine.cli.compare",
        "torchquiz.engine.pytest_lessons.lesson_file",
        "torchquiz.engine.proving.background",
        "torchquiz.engine.cli.report",
    ],
)
def test_what_proves_loads_neither_torch_nor_a_screen(module: str) -> None:
    # pytest itself loads rich.
    allowed = {"rich"} if module.startswith("torchquiz.engine.pytest_lessons") else set()
    assert not loaded_by(module) & ({"torch", "numpy"} | SCREEN - allowed)


def test_nothing_in_the_engine_loads_torch_or_a_screen() -> None:
    code = f"""
import sys, importlib
for module in {EVERY_MODULE!r}:
    importlib.import_module(module)
    found = {{"torch", "numpy", "textual", "torchquiz.tui"}} & set(sys.modules)
    assert not found, (module, found)
"""
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr


def test_every_module_of_the_engine_is_looked_at() -> None:
    assert len(EVERY_MODULE) > 35 and set(LIGHT_DOORS) <= set(EVERY_MODULE)


def test_a_lesson_is_read_and_taken_without_anything_heavy(tmp_path: Path) -> None:
    code = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from torchquiz.engine.grading.grade import Chosen
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.session import Session
from tests.engine.items import item, lesson
home = Path({str(tmp_path)!r})
bank = home / "bank.yaml"
bank.write_text("lesson: conv")
proofs = Proofs(home / "proofs.db")
proofs.keep_items([item("a")])
proofs.keep_lesson(lesson_key(bank), lesson(item("a")))
catalogue = Catalogue([bank], proofs)
found = catalogue.lesson(catalogue.entries()[0])
store = Store(home / "progress.db")
opened = store.begin("conv", "practice", ["a"], 7, datetime.now(UTC))
session = Session(opened, {{found.id: found}}.get, catalogue.item, store, lambda job: None, lambda: datetime.now(UTC))
session.record(Chosen((0,)), session.grade_response(Chosen((0,))))
assert len(store.of_lesson("conv")) == 1
assert not {HEAVY!r} & set(sys.modules), {HEAVY!r} & set(sys.modules)
"""
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr


def test_a_door_that_loads_something_heavy_would_be_seen() -> None:
    assert {"pydantic", "yaml"} <= loaded_by("torchquiz.engine.banks.load")
    assert "textual" in loaded_by("textual")
    assert "torchquiz.tui" in loaded_by("torchquiz.tui.cli")
