"""Plays every item of a QTI package in an independent player: `python -m tests.soak.qti`.

The lessons are proven and exported with all variants, converted to QTI 3 by @citolab/qti-convert,
and played by @citolab/qti-components in a headless browser. Each right answer must score full
marks, and each wrong one none. The test needs npm and Chromium, and is skipped with a message if
they are missing.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as Xml

from tests.engine.exchange.qti_reader import NAMESPACE
from tests.soak.environment import browser_program, environment_with, run_in

PACKAGES = ("@citolab/qti-convert@0.3.52", "@citolab/qti-components@7.27.4")
PLAYER = "node_modules/@citolab/qti-components/cdn/index.global.js"
CONVERT = """
import { convertQti2toQti3 } from '@citolab/qti-convert/qti-convert-node';
import fs from 'fs';
const items = JSON.parse(fs.readFileSync('items.json', 'utf8'));
for (const name of Object.keys(items)) items[name] = await convertQti2toQti3(items[name]);
fs.writeFileSync('items3.json', JSON.stringify(items));
"""
PLAY = """async ({xml, answers}) => {
  document.body.innerHTML = '';
  const frame = document.createElement('qti-item');
  const place = document.createElement('item-container');
  place.itemXML = xml;
  frame.append(place);
  document.body.append(frame);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  let item = null;
  for (let tries = 0; tries < 1000 && !item; tries++) {
    await pause(5);
    item = place.shadowRoot?.querySelector('qti-assessment-item');
  }
  await item.updateComplete;
  await pause(20);
  return answers.map((answer) => {
    for (const [name, value] of Object.entries(answer)) item.updateResponseVariable(name, value);
    item.processResponse(true, false);
    return Number(item.getOutcome('SCORE').value);
  });
}"""
Answer = dict[str, str | list[str]]


def main() -> int:
    """Play all items; return 1 if the player scores one of them wrongly."""
    browser = browser_program()
    if browser is None or shutil.which("npm") is None:
        print("qti: skipped, because npm or Chromium is not installed")
        return 0
    if "--inside" not in sys.argv:
        with environment_with("playwright") as python:
            run_in(python, "tests.soak.qti", "--inside")
        return 0
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        items = _exported_items(Path(folder))
        converted = _converted(items, Path(folder))
        program = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = program.new_page()
        page.add_script_tag(path=str(Path(folder) / PLAYER))
        wrong = [name for name in items if not _scores(page, items[name], converted[name])]
        program.close()
    print(f"{len(items) - len(wrong)} of {len(items)} items give full marks to right answers only")
    for name in wrong:
        print(f"  {name}")
    return 1 if wrong else 0


def _exported_items(folder: Path) -> dict[str, str]:
    """Prove the shipped lessons, export every variant, and return the items by their names."""
    path = folder / "package.zip"
    for words in (["check"], ["export", "qti", "--all-variants", "-o", str(path)]):
        command = [sys.executable, "-m", "torchquiz", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.startswith("items/")]
        return {name: package.read(name).decode() for name in names}


def _converted(items: dict[str, str], folder: Path) -> dict[str, str]:
    """Return the items converted to QTI 3."""
    (folder / "items.json").write_text(json.dumps(items))
    (folder / "convert.mjs").write_text(CONVERT)
    (folder / "package.json").write_text("{}")
    for command in (["npm", "install", "--silent", *PACKAGES], ["node", "convert.mjs"]):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    converted: dict[str, str] = json.loads((folder / "items3.json").read_text())
    return converted


def _scores(page: Any, item: str, converted: str) -> bool:
    """Return whether the player gives full marks to the right answer and none to wrong ones."""
    root = Xml.fromstring(item)
    right = _right_answer(root)
    wrong = [answer for name in right for answer in _wrong_answers(root, name, right)]
    scores = page.evaluate(PLAY, {"xml": converted, "answers": [right, *wrong]})
    return bool(scores[0] == 1 and not any(scores[1:]))


def _right_answer(root: Xml.Element) -> Answer:
    right: Answer = {}
    for node in root.iter(f"{NAMESPACE}responseDeclaration"):
        values = [value.text or "" for value in node.iter(f"{NAMESPACE}value")]
        is_single = node.get("cardinality") == "single"
        right[node.get("identifier", "")] = values[0] if is_single else values
    return right


def _wrong_answers(root: Xml.Element, name: str, right: Answer) -> list[Answer]:
    """Return answers that differ from the right one in a single response."""
    path = f"{NAMESPACE}responseDeclaration[@identifier='{name}']"
    declared = root.find(path)
    assert declared is not None
    choices = [node.get("identifier", "") for node in root.iter(f"{NAMESPACE}simpleChoice")]
    value = right[name]
    others: list[str | list[str]]
    if isinstance(value, list) and declared.get("cardinality") == "ordered":
        others = [value[::-1], value[1:] + value[:1]]
    elif isinstance(value, list):
        others = [sorted(set(value) ^ {choice}) for choice in choices]
    elif declared.get("baseType") == "identifier":
        others = [choice for choice in choices if choice != value]
    elif declared.get("baseType") == "float":
        others = [str(float(value) + abs(float(value)) + 1), ""]
    else:
        others = [f"{value}x", ""]
    return [{**right, name: other} for other in others]


if __name__ == "__main__":
    sys.exit(main())
