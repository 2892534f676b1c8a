"""An answer that was begun can be read again, and a damaged one is ignored."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from torchquiz.engine.grading.grade import Arranged, Chosen, Entered, Response
from torchquiz.engine.progress.drafts import Drafts
from torchquiz.engine.study.begun_answer import BegunAnswer

PLACE = ("conv", "shape", "kernel=3")


@pytest.fixture
def session(tmp_path: Path) -> Any:
    lesson, item, variant = PLACE
    return SimpleNamespace(
        begun_answers=Drafts(tmp_path, ".json"),
        lesson=SimpleNamespace(id=lesson),
        item=SimpleNamespace(id=item),
        variant=SimpleNamespace(name=variant),
    )


@pytest.mark.parametrize(
    "response", [Chosen((2, 0)), Entered(("(1, 6", "")), Arranged((1, 0, 2))], ids=repr
)
def test_a_begun_answer_can_be_read_again_until_it_is_empty(
    session: Any, response: Response
) -> None:
    BegunAnswer(session).keep(response)
    assert BegunAnswer(session).read() == response
    BegunAnswer(session).keep(None)
    assert BegunAnswer(session).read() is None


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", "3", '{"x": 1}', '{"picks": "a"}'])
def test_a_damaged_file_is_no_answer(session: Any, damaged: str) -> None:
    session.begun_answers.keep(*PLACE, damaged)
    assert BegunAnswer(session).read() is None
