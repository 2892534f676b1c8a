"""Misconceptions that too few items use are reported, counted over all lessons of a check."""

from pathlib import Path

from torchquiz.engine.authoring.rare_beliefs import rare_beliefs
from torchquiz.engine.banks.load import load_bank

SHARED = "everywhere: It is so everywhere.\n"


def lesson(name: str, *beliefs: str) -> str:
    """Return a lesson that declares a misconception and has an item for each of `beliefs`."""
    items = "".join(
        f"""\
  - id: item-{number}
    kind: predict
    stem: What is `n`?
    snippet: n = {number}
    ask: n
    key: {number}
    distractors: [{{value: {number + 1}, misconception: {belief}}}]
"""
        for number, belief in enumerate(beliefs)
    )
    return f"lesson: {name}\nmisconceptions:\n  {name}-only: It is so here.\nitems:\n{items}"


def remarks(folder: Path, **lessons: tuple[str, ...]) -> list[str]:
    """Write lessons with their shared misconceptions, and return all remarks on them."""
    (folder / "misconceptions.yaml").write_text(SHARED)
    banks = []
    for name, beliefs in lessons.items():
        path = folder / f"{name}.yaml"
        path.write_text(lesson(name, *beliefs))
        banks.append(load_bank(path, path.name))
    assert not any(bank.faults for bank in banks)
    return list(map(str, rare_beliefs(banks)))


def test_items_of_all_lessons_are_counted_together(tmp_path: Path) -> None:
    enough = ("a-only",) * 3 + ("everywhere",)
    assert remarks(tmp_path, a=enough, b=("b-only",) * 3 + ("everywhere",) * 2) == []
    (remark,) = remarks(tmp_path, a=enough, b=("b-only",) * 2 + ("everywhere",) * 2)
    assert remark == (
        "b.yaml:2:1: 1 misconception is used by fewer than 3 items of all lessons checked here,"
        " which is too few to show who holds it: b-only (b/item-0 and b/item-1).\n"
        "  Use each in more items, or replace it by one that other items use."
    )


def test_a_shared_misconception_counts_only_if_the_whole_folder_is_checked(tmp_path: Path) -> None:
    beliefs = ("a-only",) * 5 + ("everywhere",)
    (remark,) = remarks(tmp_path, a=beliefs)
    assert "everywhere (a/item-5)" in remark
    (tmp_path / "c.yaml").write_text(lesson("c", "everywhere"))
    assert remarks(tmp_path, a=beliefs) == []


def test_a_lesson_with_few_items_has_no_remark(tmp_path: Path) -> None:
    assert remarks(tmp_path, a=("a-only", "everywhere")) == []
