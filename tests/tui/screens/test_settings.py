"""Settings on the screen: a change holds at once, and is there again after a restart."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell
from torchquiz.engine.study.settings import SETTINGS
from torchquiz.tui.widgets.choices import following


def test_every_setting_stands_with_its_value_and_meaning_and_where_it_is_written(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await told.press("comma")
        for setting in SETTINGS:
            told.sees(setting.name.replace("_", " "), setting.meaning[:30])
        told.sees("settings.toml", "▸ theme", "‹ auto ›", 'One of "auto", "dark"', "✔ right")

    tell(Desk(tmp_path).app(), story, size=(120, 30))


def test_a_theme_is_seen_at_once_and_remembered(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("comma", "right", "right")
        told.sees("‹ light ›")
        assert told.app.theme == "light"
        await told.press("escape")
        told.sees("practice in PyTorch")

    async def again(told: Story) -> None:
        assert told.app.theme == "light"
        await told.press("ctrl+t")
        assert told.app.theme == "dark"

    tell(Desk(tmp_path).app(), story)
    assert 'theme = "light"' in (tmp_path / "settings.toml").read_text()
    tell(Desk(tmp_path).app(), again)
    assert 'theme = "dark"' in (tmp_path / "settings.toml").read_text()


def test_a_number_changes_step_by_step_and_ends_where_it_must(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("comma", "down", "right")
        told.sees("‹ 13 ›", "A number from 3 to 60")

    tell(Desk(tmp_path).app(), story)
    theme, sitting, _, animation, _ = SETTINGS
    assert following(sitting, 60, 1) == 60
    assert following(sitting, 3, -1) == 3
    assert following(theme, "auto", -1) == "16-colours"
    assert following(animation, True, 1) is False


def test_a_setting_that_cannot_be_written_holds_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()

    async def story(told: Story) -> None:
        await told.press("comma", "right")
        told.sees("‹ dark ›", "permissions.")
        assert told.app.theme == "dark"

    tell(Desk(tmp_path).app(), story, size=(120, 40))


def test_a_fault_in_the_file_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "pink"\n')

    async def story(told: Story) -> None:
        told.sees("Settings", "settings.toml:1:9", "Until you fix it")

    tell(Desk(tmp_path).app(), story, size=(120, 40))
