"""A changed setting takes effect at once and is restored after a restart."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell
from torchquiz.engine.study.settings import SETTINGS
from torchquiz.tui.widgets.choices import next_value


def test_every_setting_is_shown_with_its_value_its_meaning_and_the_file(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.press("comma")
        for setting in SETTINGS:
            learner.sees(setting.name.replace("_", " "), setting.meaning[:30])
        learner.sees("settings.toml", "▸ theme", "‹ auto ›", 'One of "auto", "dark"', "✔ correct")

    tell(Desk(tmp_path).app(), story, size=(120, 30))


def test_a_new_theme_is_visible_at_once_and_remembered(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("comma", "right", "right")
        learner.sees("‹ light ›")
        assert learner.app.theme == "light"
        await learner.press("escape")
        learner.sees("practise PyTorch")

    async def again(learner: Story) -> None:
        assert learner.app.theme == "light"
        await learner.press("ctrl+t")
        assert learner.app.theme == "dark"

    tell(Desk(tmp_path).app(), story)
    assert 'theme = "light"' in (tmp_path / "settings.toml").read_text()
    tell(Desk(tmp_path).app(), again)
    assert 'theme = "dark"' in (tmp_path / "settings.toml").read_text()


def test_a_number_changes_step_by_step_within_its_limits(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("comma", "down", "right")
        learner.sees("‹ 13 ›", "A number from 3 to 60")

    tell(Desk(tmp_path).app(), story)
    theme, session, _, animation, *_ = SETTINGS
    assert next_value(session, 60, 1) == 60
    assert next_value(session, 3, -1) == 3
    assert next_value(theme, "auto", -1) == "16-colours"
    assert next_value(animation, True, 1) is False


def test_a_setting_that_cannot_be_saved_takes_effect_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()

    async def story(learner: Story) -> None:
        await learner.press("comma", "right")
        learner.sees("‹ dark ›", "permissions.")
        assert learner.app.theme == "dark"

    tell(Desk(tmp_path).app(), story, size=(120, 40))


def test_a_fault_in_the_settings_file_is_reported_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "pink"\n')

    async def story(learner: Story) -> None:
        learner.sees("Settings", "settings.toml:1:9", "Until you fix it")

    tell(Desk(tmp_path).app(), story, size=(120, 40))


def test_switching_to_light_and_back_keeps_the_chosen_dark_theme(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "high-contrast"\n')

    async def story(learner: Story) -> None:
        await learner.press("ctrl+t")
        assert learner.app.theme == "light"
        await learner.press("ctrl+t")
        assert learner.app.theme == "high-contrast"

    tell(Desk(tmp_path).app(), story)
