"""Tests that no module of the plain front end loads Textual."""

import subprocess
import sys

from tests import ROOT

SCREEN = {"textual", "rich"}
MODULES = sorted(
    "torchquiz." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for folder in ("plain", "words")
    for path in (ROOT / "tui" / folder).rglob("*.py")
)
CODE = """
import importlib, sys
for module in {modules!r}:
    importlib.import_module(module)
    loaded = {screen!r} & set(sys.modules)
    assert not loaded, f"{{module}} loads {{loaded}}"
"""


def import_errors(modules: list[str]) -> str:
    """Return the errors of a fresh process that imports these modules one after another."""
    code = CODE.format(modules=modules, screen=SCREEN)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stderr


def test_no_module_of_the_plain_front_end_loads_textual() -> None:
    assert "torchquiz.tui.plain.take" in MODULES and "torchquiz.tui.words.sessions" in MODULES
    assert import_errors(MODULES) == ""


def test_a_module_that_loads_textual_would_be_found() -> None:
    planted = [*MODULES, "torchquiz.tui.screens.page"]
    assert "torchquiz.tui.screens.page loads {" in import_errors(planted)
