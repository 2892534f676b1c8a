"""A lesson that `import` wrote loads and can be answered, whatever the quiz was like."""

import time
from pathlib import Path

import pytest
import yaml

from tests.engine.results import Check
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.exchange.slugs import slug, unique_ids
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

QUIZZES = {
    "long": "::a:: What does a filter do? {=It slides over the image and compares every patch "
    "~Sorts ~Waits}\n\n::b:: How many axes? {=four ~three ~two}",
    "names": "::q:: One? {=a ~b}\n\n::q:: Two? {=a ~b}\n\n::q 2:: Three? {=a ~b}",
    "invisible": "::h:: Which\u200b one, soft\xadly? {=a ~b}",
    "six": "::s:: Which? {=a ~b ~c ~d ~e ~f ~g}",
    "scripts": "::много:: Что? {=да ~нет}\n\n::日本:: 何? {=はい ~いいえ}",
    "numbers": "::n:: Which? {=1e5 ~0x10 ~null ~1\\:30 ~yes ~.5}",
    "tabs": "::t:: Which?\\n\tx\\n  y: ?\\n\\n z {=a ~b}",
    "braces": r"::b:: Which \{x\}? {=\{y\} ~\{\}}",
    "one bad": "::empty:: Which? {=a ~ ~b ~b}\n\n::good:: Which? {=a ~b}",
    "capitals": "::c:: Which is a class? {=Linear ~linear ~linear.}",
    "hints": "::e:: 2 + 2 \\= 5? {=no, 2 + 2 \\= 4 ~yes#For 3 * 3 \\= 8.}",
}


def run_import(path: Path, content: str | bytes, tmp_path: Path) -> int:
    """Write a quiz and import it; return the exit status."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return main(["import", str(path), "-o", str(tmp_path / "lesson.yaml")])


@pytest.mark.parametrize("name", QUIZZES)
def test_an_imported_lesson_is_free_of_faults(
    check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run_import(tmp_path / "quiz.gift", QUIZZES[name], tmp_path) == 0
    capsys.readouterr()
    result = check(tmp_path / "lesson.yaml")
    assert (result.status, result.err) == (0, "")


def test_one_bad_question_leaves_out_only_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(tmp_path / "quiz.gift", QUIZZES["one bad"], tmp_path) == 0
    messages = capsys.readouterr()
    assert "quiz.gift:1: 'empty' is left out: `distractors.text` is empty" in messages.err
    assert "1 item, unproven" in messages.out
    assert "appears twice" not in messages.err
    items = yaml.safe_load((tmp_path / "lesson.yaml").read_text())["items"]
    assert [item["id"] for item in items] == ["good"]


def test_texts_that_look_like_numbers_stay_texts(tmp_path: Path) -> None:
    run_import(tmp_path / "quiz.gift", QUIZZES["numbers"], tmp_path)
    bank = load_bank(tmp_path / "lesson.yaml")
    ((item, _),) = bank.items
    texts = [text for where, text in item.texts() if where[-1] == "text"]
    assert texts == ["1e5", "0x10", "null", "1:30", "yes", ".5"]


def test_code_of_several_lines_stays_a_block_of_its_own(tmp_path: Path) -> None:
    quiz = '''[[questions]]
type = "MultipleChoice"
prompt.prompt = """**Program 1:**

```ide
x
```

Which?"""
prompt.distractors = ["no"]
answer.answer = """
```
a
b
```
"""
'''
    assert run_import(tmp_path / "quiz.toml", quiz, tmp_path) == 0
    (item,) = yaml.safe_load((tmp_path / "lesson.yaml").read_text())["items"]
    assert item["id"] == "program-1-x-which-1"
    assert item["key"]["text"] == "```\na\nb\n```"
    because = item["distractors"][0]["because"]
    assert because == "The imported quiz gives a different answer:\n\n```\na\nb\n```"


def test_a_quiz_of_which_nothing_fits_writes_no_lesson(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(tmp_path / "quiz.gift", "Which? {=a ~}", tmp_path) == 2
    assert "none of the quiz's questions can be imported" in capsys.readouterr().err
    assert not (tmp_path / "lesson.yaml").exists()


def test_ids_differ_and_names_in_any_script_have_one() -> None:
    assert unique_ids(["q", "q", "q 2", "q-2"]) == ["q", "q-2", "q-2-2", "q-2-3"]
    assert slug("Conv2d: Étape 1") == "conv2d-etape-1"
    assert len({slug("много"), slug("мало"), slug("日本"), slug("???")}) == 4


GOOD_XML = (
    '<?xml version="1.0" encoding="{0}"?><quiz><question type="truefalse"><name><text>x</text>'
    '</name><questiontext><text>Größe</text></questiontext><answer fraction="100"><text>true</text>'
    '</answer><answer fraction="0"><text>false</text></answer></question></quiz>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", GOOD_XML.format("ISO-8859-1").encode("latin-1")),
        ("a.xml", GOOD_XML.format("UTF-16").encode("utf-16")),
        ("a.xml", GOOD_XML.format("UTF-8").encode("utf-8-sig")),
        ("a.gift", "::x:: Größe? {T}".encode("utf-16-le")),
        ("a.gift", "::x:: Größe? {T}".encode("latin-1")),
        ("a.GIFT", b"::x:: Gr\xc3\xb6\xc3\x9fe? {T}\r\n\r\n"),
    ],
)
def test_a_file_is_read_in_its_own_encoding(tmp_path: Path, name: str, content: bytes) -> None:
    assert run_import(tmp_path / name, content, tmp_path) == 0
    assert "Größe" in (tmp_path / "lesson.yaml").read_text()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xml", '<quiz><question type="multichoice"><answer fraction="x"/></question></quiz>',
         "the fraction 'x' of an answer is not a number"),
        ("a.xml", b'<?xml version="1.0" encoding="nonsense"?><quiz/>', "is not valid NONSENSE"),
        ("a.xml", "<a>" * 5000, "nested more than 200 levels deep"),
        ("a.xml", "<quiz>&nonsense;</quiz>", "not valid XML"),
        ("a.json", '[{"question": "Which?", "type": "multiple_choice", "answers": null}]',
         "it has no answers"),
        ("a.json", "[" * 100_000, "not valid JSON"),
        ("a.json", '[{"question": "\\ud800", "type": "x"}]', "questions of type 'x'"),
        ("a.toml", '[[questions]]\ntype = "MultipleChoice"\nprompt = "Which?"\nanswer = "x"',
         "it has no wrong answer"),
        ("a.toml", "questions = 3", "must be a list"),
        ("a.toml", "x = " + "9" * 5000, "not valid TOML"),
        ("a.gift", b"\0\xff\0", "nothing could be imported"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, sentence: str
) -> None:
    assert run_import(tmp_path / name, content, tmp_path) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "<a " * 20_000,
        '<a "' * 20_000,
        "<" * 50_000,
        "<p" + " a" * 20_000,
        "<!--" * 10_000,
        "&" * 50_000,
        "{" * 30_000,
        "=" * 50_000,
        "{~a" + " = " * 20_000 + "}",
        "::" * 30_000,
        "\\" * 50_000,
        "\n" * 50_000,
        "%1%" * 20_000,
        "[" * 30_000,
        "<math>" * 20_000 + "</math ",
        "<svg>" * 20_000 + "</svg>",
        "<table><tr><td>" * 4_000 + "</table>",
        "<ul><li>" * 10_000,
        "<b>" * 8_000 + "</b>" * 8_000,
    ],
)  # fmt: skip
def test_reading_takes_linear_time(tmp_path: Path, text: str) -> None:
    started = time.process_time()
    run_import(tmp_path / "quiz.gift", f"::n:: Which? {text}\n\n::m:: {text} {{=a ~b}}", tmp_path)
    assert time.process_time() - started < 5
