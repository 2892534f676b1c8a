"""The commands of a practice screen between the end of a session and the next screen."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell
from torchquiz.tui.screens.practice import PracticeScreen
from torchquiz.tui.screens.practice_offers import OFFERS


def test_a_key_pressed_while_an_ended_session_is_still_on_the_screen_does_nothing_wrong(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        page = learner.app.screen
        assert isinstance(page, PracticeScreen)
        await learner.press(learner.letter_of("(1, 6, 32, 32)"))
        page.session.end_early()
        offered = {name for name, offers in OFFERS.items() if offers(page)}
        assert "next" in offered
        assert not offered & {"docs", "retry", "reveal", "setup", "hint"}

    tell(Desk(tmp_path).app(take="conv-sizes"), story)
