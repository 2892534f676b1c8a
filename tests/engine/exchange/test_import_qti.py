"""QTI items and packages become lessons with the same keys, and each loss is reported."""

import zipfile
from pathlib import Path

import pytest

from tests.engine.exchange.exported_forms import questions
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers import qti_package, xml_quiz
from torchquiz.engine.exchange.readers.imported import ImportedQuestion, ImportedQuiz
from torchquiz.engine.exchange.writers import qti
from torchquiz.tui.cli import main

ITEM = """<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"
  xmlns:m="http://www.w3.org/1998/Math/MathML" identifier="i" title="dtype">
 <responseDeclaration identifier="R" cardinality="{cardinality}" baseType="identifier">
  {key}
 </responseDeclaration>
 {before}
 <itemBody>
  <p>Given <b>x</b>, <m:math><m:msup><m:mi>y</m:mi><m:mn>2</m:mn></m:msup></m:math>.</p>
  <choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="{most}">
   <prompt>Which <code>dtype</code>?</prompt>
   <simpleChoice identifier="A">float32<feedbackInline outcomeIdentifier="F" identifier="A"
     showHide="show">The default.</feedbackInline></simpleChoice>
   <simpleChoice identifier="B">int64</simpleChoice>
   <simpleChoice identifier="C">bool</simpleChoice>
  </choiceInteraction>
  {inside}
 </itemBody>
 {after}
</assessmentItem>"""
CORRECT = "<correctResponse><value>A</value></correctResponse>"
MAPPING = """<mapping defaultValue="-1"><mapEntry mapKey="A" mappedValue="2"/>
 <mapEntry mapKey="B" mappedValue="1"/></mapping>"""
MAP_RESPONSE = '<responseProcessing template="http://x/rptemplates/map_response"/>'


def item(
    key: str = CORRECT,
    *,
    cardinality: str = "single",
    most: str = "1",
    before: str = "",
    inside: str = "",
    after: str = "",
) -> str:
    """Return a QTI 2 item with these parts."""
    return ITEM.format(
        key=key, cardinality=cardinality, most=most, before=before, inside=inside, after=after
    )


def read_item(folder: Path, text: str) -> ImportedQuiz:
    """Write an item to a file, and read it."""
    (folder / "item.xml").write_text(text)
    return xml_quiz.read(folder / "item.xml")


def options_of(question: ImportedQuestion) -> list[str]:
    """Return the options of a question, with a star before the right ones."""
    return [("*" if option.is_key else "") + option.text for option in question.options]


def changes_of(quiz: ImportedQuiz) -> list[str]:
    """Return the sentences about what was changed."""
    return [change.text for change in quiz.changes]


def test_a_choice_item_keeps_its_texts_key_and_feedback(tmp_path: Path) -> None:
    quiz = read_item(tmp_path, item())
    (question,) = quiz.questions
    assert question.name == "dtype"
    assert question.stem == "Given **x**, y^2.\n\nWhich `dtype`?"
    assert options_of(question) == ["*float32", "int64", "bool"]
    assert question.solution == ("The default.",)
    assert changes_of(quiz) == ["a formula was converted to plain text: y^2"]


def test_qti_3_means_the_same_as_qti_2(tmp_path: Path) -> None:
    (old,) = read_item(tmp_path, item()).questions
    text = item()
    names = {
        "assessmentItem": "qti-assessment-item",
        "responseDeclaration": "qti-response-declaration",
        "correctResponse": "qti-correct-response",
        "itemBody": "qti-item-body",
        "choiceInteraction": "qti-choice-interaction",
        "simpleChoice": "qti-simple-choice",
        "feedbackInline": "qti-feedback-inline",
        "responseIdentifier": "response-identifier",
        "maxChoices": "max-choices",
        "<value>": "<qti-value>",
        "</value>": "</qti-value>",
        "prompt>": "qti-prompt>",
    }
    for before, after in names.items():
        text = text.replace(before, after)
    (new,) = read_item(tmp_path, text).questions
    assert new == old


def test_several_correct_choices_make_a_question_with_several_keys(tmp_path: Path) -> None:
    key = "<correctResponse><value>A</value><value>C</value></correctResponse>"
    quiz = read_item(tmp_path, item(key, cardinality="multiple", most="2"))
    (question,) = quiz.questions
    assert question.is_several
    assert options_of(question) == ["*float32", "*bool", "int64"]
    assert "the limit of 2 choices is lost; learners may select any number." in changes_of(quiz)


def test_marks_decide_which_choice_is_the_key(tmp_path: Path) -> None:
    quiz = read_item(tmp_path, item(MAPPING, after=MAP_RESPONSE))
    (question,) = quiz.questions
    assert options_of(question) == ["*float32", "int64", "bool"]
    assert changes_of(quiz)[1:] == [
        "'int64' earned 50 % of the marks; in the lesson it counts as wrong.",
        "the marks that wrong answers cost are not imported.",
    ]


def test_marks_that_disagree_with_the_correct_answer_are_reported(tmp_path: Path) -> None:
    text = item(CORRECT + MAPPING, cardinality="multiple", most="0", after=MAP_RESPONSE)
    quiz = read_item(tmp_path, text)
    assert options_of(quiz.questions[0]) == ["*float32", "*int64", "bool"]
    assert "its marks and its correct answer disagree; the marks count." in changes_of(quiz)


def test_rules_of_grading_that_are_lost_are_reported(tmp_path: Path) -> None:
    rules = '<responseProcessing><setOutcomeValue identifier="S"/></responseProcessing>'
    quiz = read_item(tmp_path, item(after=rules))
    assert any("its own rules of grading are lost" in text for text in changes_of(quiz))


def test_feedback_goes_to_the_answers_that_it_names(tmp_path: Path) -> None:
    parts = {"B": "Those are integers.", "incorrect": "Read on.", "SOLUTION": "See.", "x": "Odd."}
    after = "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{name}" showHide="show">{text}'
        "</modalFeedback>"
        for name, text in parts.items()
    )
    quiz = read_item(tmp_path, item(after=after))
    (question,) = quiz.questions
    assert [option.because for option in question.distractors] == [
        "Those are integers.",
        "Read on.",
    ]
    assert question.solution == ("The default.", "See.")
    lost = "feedback that belongs to no single answer is left out: Odd."
    assert lost in changes_of(quiz)


def test_images_and_notes_for_graders_are_reported(tmp_path: Path) -> None:
    inside = (
        '<p><object type="image/png" data="a.png">a cat</object></p>'
        '<rubricBlock view="scorer"><p>Two marks.</p></rubricBlock>'
        '<rubricBlock view="candidate"><p>Think.</p></rubricBlock>'
    )
    quiz = read_item(tmp_path, item(inside=inside))
    assert quiz.questions[0].stem.endswith("[image: a cat]\n\nThink.")
    assert "an image was left out: a cat." in changes_of(quiz)
    assert "the notes for those who grade it are left out." in changes_of(quiz)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item(key=""), "the file does not say which answer is correct."),
        (item(before='<templateDeclaration identifier="T"/>'), "its values are drawn at random"),
        (item(inside="<orderInteraction/>"), "it has several interactions"),
        (item().replace("choiceInteraction", "matchInteraction"), "matching questions are not"),
        (item().replace("choiceInteraction", "div"), "it asks nothing."),
    ],
)
def test_items_that_cannot_be_imported_are_left_out(tmp_path: Path, text: str, reason: str) -> None:
    quiz = read_item(tmp_path, text)
    assert quiz.questions == ()
    (left_out,) = quiz.left_out
    assert left_out.text.startswith(reason)
    assert left_out.line == 2


@pytest.mark.parametrize(
    ("root", "what"),
    [
        ("<manifest/>", "the package itself, a .zip file"),
        ("<assessmentTest/>", "its package, a .zip file"),
        ("<questestinterop/>", "QTI 1, which is not supported"),
        ("<html/>", "its root element is <html>"),
    ],
)
def test_other_xml_files_are_refused_with_a_remedy(tmp_path: Path, root: str, what: str) -> None:
    with pytest.raises(TorchquizError, match=what):
        read_item(tmp_path, root)


def package(folder: Path, files: dict[str, str]) -> Path:
    """Write a package with these files, and return its path."""
    path = folder / "quiz.zip"
    with zipfile.ZipFile(path, "w") as written:
        for name, text in files.items():
            written.writestr(name, text)
    return path


def test_a_package_is_read_in_the_order_of_its_test(tmp_path: Path) -> None:
    test = (
        '<assessmentTest><assessmentItemRef href="../items/b.xml"/>'
        '<assessmentItemRef href="../items/a.xml"/></assessmentTest>'
    )
    files = {
        "items/a.xml": item().replace('"dtype"', '"first"'),
        "items/b.xml": item().replace('"dtype"', '"second"'),
        "items/broken.xml": "<assessmentItem>",
        "tests/test.xml": test,
        "__MACOSX/items/a.xml": "no XML at all",
        "imsmanifest.xml": "<manifest/>",
    }
    quiz = qti_package.read(package(tmp_path, files))
    assert [question.name for question in quiz.questions] == ["second", "first"]
    (left_out,) = quiz.left_out
    assert (left_out.file, left_out.name) == ("items/broken.xml", "broken.xml")
    assert left_out.text.startswith("the file is not valid XML")


def test_an_exported_package_is_imported_with_the_same_keys(tmp_path: Path) -> None:
    qti.write(questions(), tmp_path / "own.zip", "torchquiz")
    quiz = qti_package.read(tmp_path / "own.zip")
    with_options = [question for question in questions() if question.layout == "options"]
    assert len(quiz.questions) == len(with_options) > 0
    for imported, exported in zip(quiz.questions, with_options, strict=True):
        keys = sum(option.is_key for option in exported.options)
        assert len(imported.keys) == keys
        assert imported.is_several == exported.is_several


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"no archive", "not a readable .zip file"), (b"", "not a readable .zip file")],
)
def test_a_file_that_is_no_package_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "quiz.zip").write_bytes(content)
    with pytest.raises(TorchquizError, match=what):
        qti_package.read(tmp_path / "quiz.zip")


def test_a_package_without_items_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TorchquizError, match="contains no QTI 2 or QTI 3 items"):
        qti_package.read(package(tmp_path, {"imsmanifest.xml": "<manifest/>"}))


def test_a_package_that_would_grow_too_large_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "quiz.zip", "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("a.xml", b" " * (17 << 20))
    with pytest.raises(TorchquizError, match="the limits are"):
        qti_package.read(tmp_path / "quiz.zip")


def test_import_names_the_file_inside_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.xml": item(), "b.xml": item(key="")}
    package(tmp_path, files)
    assert main(["import", "quiz.zip", "-o", "quiz.yaml"]) == 0
    printed = capsys.readouterr().err
    assert "quiz.zip/b.xml:2: 'dtype' is left out: the file does not say" in printed
    assert "quiz.zip/a.xml:2: 'dtype': a formula was converted" in printed


def test_feedback_hidden_from_those_who_choose_the_key_is_for_wrong_answers(tmp_path: Path) -> None:
    after = (
        '<modalFeedback outcomeIdentifier="F" identifier="A" showHide="hide">No.</modalFeedback>'
        '<modalFeedback outcomeIdentifier="F" identifier="B" showHide="hide">Odd.</modalFeedback>'
    )
    quiz = read_item(tmp_path, item(after=after))
    assert {option.because for option in quiz.questions[0].distractors} == {"No."}
    lost = "feedback that belongs to no single answer is left out: Odd."
    assert lost in changes_of(quiz)


def test_feedback_blocks_with_hints_become_hints(tmp_path: Path) -> None:
    inside = "".join(
        f'<feedbackBlock outcomeIdentifier="H" identifier="hint{number}" showHide="show">'
        f"<p>Hint {number}.</p></feedbackBlock>"
        for number in range(4)
    )
    quiz = read_item(tmp_path, item(inside=inside))
    assert quiz.questions[0].hints == ("Hint 0.", "Hint 1.", "Hint 2.")
    assert "it has more than 3 hints; the others are left out." in changes_of(quiz)
