"""Tests the behaviour that all answer forms have in common."""

from math import isclose

import pytest

from tests.engine.grading.test_write import ANSWER as CODE
from tests.engine.items import BLANKS, CELLS, CHOICE, COUNT, LINES, MARKS, STEPS
from torchquiz.engine.grading import form_named, form_of
from torchquiz.engine.grading.form import TYPED_CHANCE, AnswerForm
from torchquiz.engine.grading.grade import Arranged, Chosen, Entered, Grade, Rated, Response
from torchquiz.engine.models.answers import FORM_TAGS, Answer, Reveal

BACK = Reveal("It adds zeros.")


def chance(answer: Answer) -> float:
    return form_of(answer).chance(answer)


@pytest.mark.parametrize("tag", FORM_TAGS)
def test_every_form_has_a_file_that_grades_it(tag: str) -> None:
    assert isinstance(form_named(tag), AnswerForm)
    assert "grade" in vars(type(form_named(tag)))


def test_the_chance_of_a_guess_depends_on_the_form() -> None:
    assert isclose(chance(CHOICE), 1 / 3) and isclose(chance(MARKS), 1 / 15)
    assert isclose(chance(LINES), 2 / 6) and isclose(chance(STEPS), 1 / 6)
    assert {chance(COUNT), chance(BLANKS), chance(CELLS), chance(CODE)} == {TYPED_CHANCE}


def test_all_forms_except_choosing_and_recalling_are_typed() -> None:
    assert {tag for tag in FORM_TAGS if not form_named(tag).is_typed} == {"choose", "reveal"}


def test_only_a_card_is_graded_by_the_learner() -> None:
    assert [tag for tag in FORM_TAGS if form_named(tag).is_self_graded] == ["reveal"]


def test_only_code_may_need_the_worker() -> None:
    tags = {tag for tag in FORM_TAGS if form_named(tag).may_need_worker}
    assert tags == {"fill", "arrange", "write"}


@pytest.mark.parametrize(
    ("answer", "response", "texts"),
    [
        (CHOICE, Chosen((1,)), [CHOICE.options[1].text]),
        (LINES, Arranged((1, 0, 2)), [LINES.lines[1], LINES.lines[0], LINES.lines[2]]),
        (COUNT, Entered(("448",)), ["448"]),
        (BACK, Rated(3), [3]),
    ],
)
def test_a_stored_response_stays_valid_when_options_are_reordered(
    answer: Answer, response: Response, texts: list[str | int]
) -> None:
    assert form_of(answer).stored_texts(answer, response) == texts


@pytest.mark.parametrize(
    ("answer", "response", "grade", "sentence"),
    [
        (CHOICE, Chosen((1,)), Grade("wrong"), "Not B."),
        (MARKS, Chosen((0, 2)), Grade("wrong"), "Those are not right."),
        (MARKS, Chosen((0,)), Grade("wrong", credit=0.5), "Partly right."),
        (COUNT, Entered((" 448 ",)), Grade("wrong"), "Not 448."),
        (COUNT, Entered(("4" * 41,)), Grade("wrong"), "That is not right."),
        (BLANKS, Entered(("1", "2")), Grade("wrong"), "That is not right."),
        (CELLS, Entered(("1", "2")), Grade("wrong", cells=(False, False)), "Those are not right."),
        (
            CELLS,
            Entered(("1", "2")),
            Grade("wrong", cells=(True, False)),
            "Partly right: 1 of 2 cells.",
        ),
        (
            LINES,
            Arranged((0, 2, 1)),
            Grade("wrong", cells=(True, False, False)),
            "That is not the right order: 1 of 3 lines in the right position.",
        ),
        (LINES, Arranged((2, 1, 0)), Grade("wrong"), "That is not the right order."),
        (COUNT, Entered(("1",)), Grade("right"), "Right."),
        (BACK, Rated(1), Grade("wrong"), "Again."),
        (BACK, Rated(4), Grade("right"), "Easy."),
    ],
)
def test_a_verdict_repeats_a_short_answer_and_counts_the_right_parts(
    answer: Answer, response: Response, grade: Grade, sentence: str
) -> None:
    options = tuple(enumerate(answer.options))
    assert form_of(answer).verdict(grade, response, options) == sentence


def test_a_value_in_another_notation_is_shown_as_it_was_read() -> None:
    form = form_of(COUNT)
    assert form.reading(COUNT, Entered(("1,000",))) == "1000"
    assert form.reading(COUNT, Entered((" 1000 ",))) == ""
    assert form.reading(COUNT, Entered(("many",))) == ""


def test_only_written_code_keeps_a_draft() -> None:
    assert form_of(CODE).starter(CODE) == CODE.starter
    assert form_of(BLANKS).starter(BLANKS) is None


def test_typed_code_makes_a_program_that_can_be_run() -> None:
    job = form_of(BLANKS).program_job(BLANKS, BLANKS.key, "your code")
    assert job is not None and job.blocks[1].path == "your code"
    assert job.blocks[1].code == form_of(BLANKS).key_code(BLANKS)
    assert form_of(CHOICE).program_job(CHOICE, ("1",)) is None
