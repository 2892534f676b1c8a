"""Tests that markup in the text of a lesson appears literally on the screen."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.proven import CHOOSE, VARIANTS, Desk, item, lesson
from tests.tui.story import Story, tell
from torchquiz.engine.models.answers import Choose
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key

MARKUP = "[red]x[/blue] [@click=app.quit]q[/] [/]"


def marked(home: Path) -> Desk:
    """Return a lesson whose texts all contain markup, some of it unbalanced or with an action."""
    desk = Desk(home)
    assert isinstance(CHOOSE.answer, Choose)
    options = tuple(
        replace(option, text=f"{MARKUP} {place}", form="prose", because=MARKUP, belief=MARKUP)
        for place, option in enumerate(CHOOSE.answer.options)
    )
    texts = {
        "stem": MARKUP,
        "check": MARKUP,
        "hints": (MARKUP,),
        "solution": (MARKUP,),
        "snippet": f"x = '{MARKUP}'",
    }
    variant = replace(CHOOSE, answer=replace(CHOOSE.answer, options=options), **texts)
    proofs = Proofs(home / "proofs.db")
    proofs.keep_items([replace(item(name), variants=(variant,)) for name in VARIANTS])
    proofs.keep_lesson(lesson_key(desk.path), replace(lesson(), title=MARKUP, about=MARKUP))
    proofs.close()
    return desk


def test_a_question_its_hint_and_its_feedback_show_markup_literally(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        assert learner.text.count(MARKUP) == 7
        await learner.press("h")
        learner.sees(f"Hint  {MARKUP}")
        await learner.press(learner.letter_of(f"{MARKUP} 3"))
        learner.sees(f"A common belief: “{MARKUP}”", f"1  {MARKUP}", f"Check  {MARKUP}")

    tell(marked(tmp_path).app(take="conv-sizes"), story, (120, 50))


def test_the_list_of_lessons_shows_markup_literally(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        assert learner.text.count(MARKUP) == 3

    tell(marked(tmp_path).app(), story, (120, 40))
