"""Importing a module loads none of the packages that it must not load."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests import ROOT

HEAVY = {"torch", "numpy", "pydantic", "yaml", "textual", "rich"}
SCREEN = {"textual", "rich", "torchquiz.tui"}
LIGHT_MODULES = [
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
    "torchquiz.engine.traces.calls",
    "torchquiz.engine.traces.changed_calls",
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
    """Return the top-level packages that a fresh process has loaded after importing a module."""
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = json.loads(done.stdout)
    return frozenset({name.split(".")[0] for name in names} | {"torchquiz.tui"} & set(names))


@pytest.mark.parametrize("module", LIGHT_MODULES)
def test_modules_that_the_screens_use_load_no_heavy_package(module: str) -> None:
    allowed = {"rich"} if module == "torchquiz.engine.pytest_plugin" else set()  # pytest loads rich
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
def test_modules_that_prove_load_neither_torch_nor_a_front_end(module: str) -> None:
    # pytest itself loads rich.
    allowed = {"rich"} if module.startswith("torchquiz.engine.pytest_lessons") else set()
    assert not loaded_by(module) & ({"torch", "numpy"} | SCREEN - allowed)


def test_no_module_of_the_engine_loads_torch_or_a_front_end() -> None:
    code = f"""
import sys, importlib
for module in {EVERY_MODULE!r}:
    importlib.import_module(module)
    forbidden = {{"torch", "numpy", "textual", "torchquiz.tui"}} & set(sys.modules)
    assert not forbidden, (module, forbidden)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_module_of_the_engine_is_examined() -> None:
    assert len(EVERY_MODULE) > 35 and set(LIGHT_MODULES) <= set(EVERY_MODULE)


def test_a_lesson_is_loaded_and_answered_without_a_heavy_package(tmp_path: Path) -> None:
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
conv = catalogue.lesson(catalogue.entries()[0])
lessons = {{conv.id: conv}}
now = lambda: datetime.now(UTC)
store = Store(home / "progress.db")
opened = store.begin("conv", "practice", ["a"], 7, now())
session = Session(opened, lessons.get, catalogue.item, store, lambda job: None, now)
session.record(Chosen((0,)), session.grade_response(Chosen((0,))))
assert len(store.of_lesson("conv")) == 1
assert not {HEAVY!r} & set(sys.modules), {HEAVY!r} & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_module_that_loads_a_heavy_package_is_noticed() -> None:
    assert {"pydantic", "yaml"} <= loaded_by("torchquiz.engine.banks.load")
    assert "textual" in loaded_by("textual")
    assert "torchquiz.tui" in loaded_by("torchquiz.tui.cli")
