"""Tests advice: each rule reports a weakness at its line, and nothing in a good lesson."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from torchquiz.engine.authoring.advice import advise
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

WELL_MADE = """\
lesson: well-made
title: A lesson without a remark
minutes: 1
about: It is here to be changed for the worse.
setup: import torch
misconceptions:
  stays: Nothing changes.
  flat: Everything becomes flat.
items:
  - id: size
    kind: predict
    level: easy
    stem: What is `y.shape`?
    given: {rows: [2, 3], columns: [4, 5]}
    snippet: y = torch.zeros(rows, columns).T
    ask: y.shape
    key: (columns, rows)
    distractors:
      - {value: "(rows, columns)", misconception: stays, because: "They are swapped: {y.shape}."}
      - {value: "(rows * columns,)", misconception: flat, because: "It has {y.dim()} axes."}
    hints: [Think of a mirror., What is a row afterwards?]
    solution: ["There are {rows} × {columns} = {y.numel()} numbers as before."]
    check: Rows become columns.
  - id: total
    kind: claim
    level: medium
    stem: What is true of `total`?
    snippet: total = torch.ones(3).sum()
    key: {text: It is a tensor., holds: torch.is_tensor(total)}
    distractors:
      - {text: It is a number., holds: type(total) is float, misconception: stays, because: Not so.}
      - {text: It has one axis., holds: total.dim() == 1, misconception: flat, because: It has 0.}
    hints: [Look at its type.]
    solution: [It stays a tensor until `item()`.]
    check: Ask for the type.
"""


def remarks(text: str, pool: Pool, folder: Path) -> list[str]:
    path = folder / "lesson.yaml"
    path.write_text(text, encoding="utf-8")
    with threads(pool) as provers:
        proof = prove_lesson(path, path.name, provers, None)
    assert proof.faults == [] and proof.bank is not None
    return [
        f"{remark.line}:{remark.column} {remark.item or ''}: {remark.message}"
        for remark in advise(proof.bank, proof.bodies)
    ]


def replaced(*changes: tuple[str, str]) -> str:
    text = WELL_MADE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_well_made_lesson_has_no_remark(pool: Pool, tmp_path: Path) -> None:
    assert remarks(WELL_MADE, pool, tmp_path) == []


NO_POINT = (
    ("text: It is a number.,", "text: It is a number,"),
    ("text: It has one axis.,", "text: It has one axis,"),
)
ONE_WRONG = (
    "\n".join(line for line in WELL_MADE.splitlines() if "It has one axis" in line) + "\n",
    "",
)
MANY = "".join(
    f"      - {{text: It has {many} axes., holds: total.dim() == {number},"
    " misconception: flat, because: It has none.}\n"
    for number, many in enumerate(("one", "two", "three", "four"), start=1)
)
FIXED = (
    ("    given: {rows: [2, 3], columns: [4, 5]}\n", ""),
    ("torch.zeros(rows, columns)", "torch.zeros(6, 4)"),
)
FIXED_KEY = (
    ("key: (columns, rows)", "key: (4, 6)"),
    ('"(rows, columns)"', '"(6, 4)"'),
    ('"(rows * columns,)"', '"(24,)"'),
    ("{rows} × {columns} = {y.numel()}", "6 × 4 = {y.numel()}"),
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [("It is a tensor., holds", "It is a tensor as ever., holds")],
            "29:10 total: the key is much longer than the other options.",
        ),
        (
            [("What is true of", "Which of these is not false of")],
            "27:11 total: the question is phrased in the negative.",
        ),
        ([("It has one axis.", "All of these.")], "31:7 total: an option says 'All of these'."),
        (
            [("snippet: total", "snippet: |\n" + 25 * "      x = 1\n" + "      total")],
            "28:14 total: the snippet has 26 lines.",
        ),
        ([ONE_WRONG], "30:5 total: there is only one wrong option."),
        (
            [ONE_WRONG, ("    hints: [Look", f"{MANY}    hints: [Look")],
            "30:5 total: there are 5 wrong options.",
        ),
        (
            [*NO_POINT],
            "29:10 total: only the key is a whole sentence; the other options are a phrase.",
        ),
        (
            [("level: medium", "level: hard")],
            "33:5 total: the item is hard and has fewer than 2 hints.",
        ),
        (
            [*FIXED, *FIXED_KEY[:3], ("{rows} × {columns} = {y.numel()}", "6 × 4 = 24")],
            "21:16 size: the result 24 is typed in by hand, not computed.",
        ),
        (
            [("check: Rows become columns.", 'check: "A seventh of it is {y.numel() / 7}."')],
            "23:12 size: learners see 1.1428571428571428.",
        ),
        (
            [("It has {y.dim()} axes.", "It has {y.numel() / 7} sevenths.")],
            "19:7 size: learners see 1.1428571428571428.",
        ),
        (
            [("check: Rows become columns.", 'check: "It ends with {rows - 1} rows."')],
            "23:12 size: learners see “with 1 rows”.",
        ),
        (
            [("check: Rows become columns.", 'check: "Compare `y` with `rows`."')],
            "23:12 size: learners do not see the parameter `rows`, only its values.",
        ),
        (
            [('"It has {y.dim()} axes."', '"Compare `y` with `rows`."')],
            "19:7 size: learners do not see the parameter `rows`, only its values.",
        ),
        (
            [('"It has {y.dim()} axes."', '"They are swapped: {y.shape}."')],
            "20:68 size: another option has the same explanation.",
        ),
        (
            [*FIXED, *FIXED_KEY],
            "14:5 size: the item has numbers that could vary, but no parameters.",
        ),
    ],
)
def test_a_weakness_of_an_item_is_reported_at_its_line(
    changes: list[tuple[str, str]], expected: str, pool: Pool, tmp_path: Path
) -> None:
    assert expected in remarks(replaced(*changes), pool, tmp_path)


def test_a_verb_after_the_number_1_is_no_plural(pool: Pool, tmp_path: Path) -> None:
    verb = replaced(("check: Rows become columns.", 'check: "Row {rows - 1} becomes a column."'))
    assert remarks(verb, pool, tmp_path) == []


def test_a_misconception_named_by_no_item_is_reported(pool: Pool, tmp_path: Path) -> None:
    never = replaced(("  stays:", "  unused: It is never named.\n  stays:"))
    assert remarks(never, pool, tmp_path) == ["7:3 : no item uses the misconception 'unused'."]


def test_a_misconception_that_another_lesson_declares_too_is_reported(
    pool: Pool, tmp_path: Path
) -> None:
    (tmp_path / "other.yaml").write_text(
        "misconceptions: {flat: Everything becomes flat., hot: It is hot.}\n", encoding="utf-8"
    )
    (tmp_path / "third.yaml").write_text(
        "misconceptions: {flat: Every tensor is flat.}\n", encoding="utf-8"
    )
    assert remarks(WELL_MADE, pool, tmp_path) == [
        "8:3 : the misconception 'flat' is also declared in other.yaml and third.yaml."
    ]


@pytest.mark.parametrize(
    "beside",
    [
        "misconceptions: {hot: It is hot.}",
        "misconceptions: none",
        "- flat",
        "misconceptions: {flat: [",
    ],
)
def test_a_neighbouring_file_without_the_same_misconception_is_ignored(
    beside: str, pool: Pool, tmp_path: Path
) -> None:
    (tmp_path / "other.yaml").write_text(beside, encoding="utf-8")
    assert remarks(WELL_MADE, pool, tmp_path) == []


def test_no_two_shipped_lessons_declare_the_same_misconception() -> None:
    banks = [load_bank(path) for path in lesson_files([BANKS])]
    messages = [remark.message for bank in banks for remark in advise(bank, {})]
    assert len(banks) > 1 and not any("is also declared" in message for message in messages)


def test_few_items_of_a_level_are_reported_only_in_a_lesson_with_ways(
    pool: Pool, tmp_path: Path
) -> None:
    start = "start:\n  what: A transpose.\n  when: Always.\n  example: {code: x = torch.zeros(1)}\n"
    lines = remarks(WELL_MADE + start, pool, tmp_path)
    assert [line.split(": ", 1)[1] for line in lines] == [
        "the lesson has 0 hard items; it needs 7, so that practice sessions do not repeat "
        "the same items.",
        "the lesson has 1 easy item; it needs 8, so that practice sessions do not repeat "
        "the same items.",
        "the lesson has 1 medium item; it needs 10, so that practice sessions do not repeat "
        "the same items.",
    ]


def statement(number: int, key: str) -> str:
    holds = {"true": "x == 1", "false": "x == 2"}[key]
    return (
        f"  - id: statement-{number}\n    kind: claim\n    level: easy\n"
        "    stem: Is this true?\n    snippet: x = 1\n"
        f"    statement: {{text: It is what it says., holds: {holds}}}\n    key: {key}\n"
        "    distractors: [{misconception: stays, because: Look at the code.}]\n"
        "    hints: [Look.]\n    solution: [Look at the code.]\n    check: Look again.\n"
    )


def test_statements_that_are_all_true_are_reported(pool: Pool, tmp_path: Path) -> None:
    mixed = WELL_MADE + "".join(
        statement(number, key) for number, key in enumerate(("true", "true", "false"))
    )
    assert remarks(mixed, pool, tmp_path) == []
    same = WELL_MADE + "".join(statement(number, "true") for number in range(3))
    assert remarks(same, pool, tmp_path) == ["9:1 : all 3 true-or-false statements are true."]


def test_keys_that_are_often_the_longest_option_are_reported(pool: Pool, tmp_path: Path) -> None:
    item = WELL_MADE[WELL_MADE.index("  - id: total") :]
    longer = item.replace("It is a tensor., holds", "It is a tensor now., holds")
    few = WELL_MADE + "".join(
        longer.replace("id: total", f"id: total-{number}") for number in range(3)
    )
    more = WELL_MADE + "".join(
        longer.replace("id: total", f"id: total-{number}") for number in range(5)
    )
    assert remarks(few, pool, tmp_path) == []
    assert remarks(more, pool, tmp_path) == [
        "9:1 : in 5 of 6 items with prose options, the key is the longest option."
    ]


# The command


def test_remarks_are_counted_and_shown_on_request_and_are_never_a_failure(
    check: Check, bank: Path
) -> None:
    bank.write_text(replaced(("What is true of", "Which of these is not false of")))
    result = check(bank)
    assert (result.status, result.err) == (0, "")
    assert result.out.endswith(" 1 remark; --advice shows them.\n") and "negative" not in result.out
    result = check(bank, "--advice")
    assert result.status == 0 and result.out.endswith(" 1 remark.\n")
    assert (
        "advice:\nbank/small.yaml:27:11: item 'total': the question is phrased in the negative.\n"
        "  Rephrase it positively" in result.out
    )
    (remark,) = check(bank, "--advice", "--json").json["remarks"]
    assert (remark["line"], remark["item"]) == (27, "total")


def test_a_misconception_of_two_lessons_is_reported_in_each_with_a_remedy(
    check: Check, bank: Path
) -> None:
    bank.write_text(WELL_MADE)
    (bank.parent / "other.yaml").write_text(
        WELL_MADE.replace("lesson: well-made", "lesson: other")
        .replace("  flat:", "  even:", 1)
        .replace("misconception: flat", "misconception: even")
    )
    result = check(bank.parent, "--advice")
    remedy = (
        "  Declare it once, in misconceptions.yaml in the same folder;"
        " if the two differ in meaning, rename one.\n"
    )
    assert result.status == 0 and result.out.endswith(" 2 remarks.\n")
    assert (
        f"bank/small.yaml:7:3: the misconception 'stays' is also declared in other.yaml.\n{remedy}"
        in result.out
    )
    assert (
        f"bank/other.yaml:7:3: the misconception 'stays' is also declared in small.yaml.\n{remedy}"
        in result.out
    )


def test_a_lesson_without_weaknesses_has_no_remark(check: Check, bank: Path) -> None:
    bank.write_text(WELL_MADE)
    assert "remark" not in check(bank, "--advice").out
