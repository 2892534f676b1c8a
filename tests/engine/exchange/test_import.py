"""Quizzes of other programs become lessons: unproven, and what is left out is reported."""

from pathlib import Path

import pytest

from tests.engine.said import Check
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange import gift, jupyterquiz, mdbook, moodle_xml
from torchquiz.engine.exchange.imported import ImportedOption, ImportedQuiz
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


def said(read: ImportedQuiz) -> list[tuple[str, ...]]:
    """The options of each question, the right ones marked."""
    return [
        tuple(("*" if one.is_key else "") + one.text for one in question.options)
        for question in read.questions
    ]


def written(tmp_path: Path, name: str, text: str) -> Path:
    """A file."""
    path = tmp_path / name
    path.write_text(text)
    return path


def test_mdbook_gives_its_questions_with_options_and_tells_the_rest(tmp_path: Path) -> None:
    read = mdbook.read(written(tmp_path, "a.toml", MDBOOK))
    assert said(read) == [("*float32", "float64", "int64 {x}")]
    assert [sentence.partition(":")[0] for sentence in read.left_out] == [
        "question 2",
        "question 3",
    ]
    assert "needs code that gives it" in read.left_out[0] and "Rust" in read.left_out[1]


def test_gift_is_read_with_its_escapes_weights_and_feedback(tmp_path: Path) -> None:
    read = gift.read(written(tmp_path, "a.gift", GIFT))
    assert said(read) == [
        ("*float32", "float64", "int64"),
        ("True", "*False"),
        ("copied", "*shared", "frozen"),
        ("*yes", "no"),
    ]
    assert read.questions[0].options[1] == ImportedOption(
        "float64", is_key=False, because="that is NumPy's"
    )
    assert read.questions[1].explanation == "See the manual."
    assert read.questions[2].stem == "A tensor is _____ by view()."
    assert read.questions[3].stem == "a = b {c}"
    assert len(read.left_out) == 3


def test_jupyterquiz_gives_code_beside_its_options(tmp_path: Path) -> None:
    read = jupyterquiz.read(written(tmp_path, "a.json", JUPYTER))
    assert said(read) == [("*this", "`y = 2`")] and read.questions[0].code == "x = 1"
    assert len(read.left_out) == 1 and "[3]" in read.left_out[0]


def test_moodle_html_becomes_plain_text(tmp_path: Path) -> None:
    read = moodle_xml.read(written(tmp_path, "a.xml", MOODLE))
    assert said(read) == [("*float32", "int64"), ("true", "*false")]
    assert read.questions[0].stem == "Which `dtype`?\n\nx < 1" and read.questions[0].hints == (
        "Think.",
    )
    assert read.left_out == ("'pairs': it asks to match pairs.",)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.toml", "[[", "is no TOML"),
        ("a.json", "{", "is no JSON"),
        ("a.json", "{}", "is a list of questions"),
        ("a.xml", "<quiz>", "is no XML"),
        ("a.xml", "<!DOCTYPE q [<!ENTITY a 'b'>]><q/>", "declares entities"),
    ],
)
def test_a_file_that_is_something_else_gets_one_sentence(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    readers = {".toml": mdbook.read, ".json": jupyterquiz.read, ".xml": moodle_xml.read}
    path = written(tmp_path, name, text)
    with pytest.raises(TorchquizError, match=sentence):
        readers[path.suffix](path)


@pytest.mark.parametrize(
    ("name", "text"), [("a.toml", MDBOOK), ("b.gift", GIFT), ("c.json", JUPYTER), ("d.xml", MOODLE)]
)
def test_what_is_imported_can_be_checked_and_is_counted_as_unproven(
    check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    assert main(["import", str(written(tmp_path, name, text))]) == 0
    assert "unproven until you add code" in capsys.readouterr().out
    done = check(tmp_path / f"{Path(name).stem}.yaml")
    assert (done.status, done.err) == (0, "")
    assert "not proven:" in done.out


def test_an_import_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    quiz = written(tmp_path, "a.toml", MDBOOK)
    assert main(["import", str(quiz)]) == 0
    assert main(["import", str(quiz)]) == 2
    assert "already exists; name another file with --output" in capsys.readouterr().err
