"""Each fault in the settings file is reported in one sentence, and changes preserve the rest."""

import os
import tomllib
from pathlib import Path

import pytest

from torchquiz.engine.errors import SettingsError
from torchquiz.engine.study.settings import SETTINGS, Settings
from torchquiz.engine.study.settings_file import SettingsFile, explained


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def file_of(path: Path, text: str) -> SettingsFile:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return SettingsFile(path)


def test_without_a_file_the_defaults_apply_and_no_file_is_made(path: Path) -> None:
    file = SettingsFile(path)
    assert file.settings == Settings() and not file.faults and not path.exists()


def test_the_first_change_writes_every_setting_with_its_meaning_and_allowed_values(
    path: Path,
) -> None:
    file = SettingsFile(path)
    assert file.change("sitting", 20).sitting == 20
    text = path.read_text()
    for setting in SETTINGS:
        assert f"# {setting.meaning}\n" in text and f"\n{setting.name} = " in text
    assert (
        '# One of "auto", "dark", "light", "high-contrast", "16-colours".\ntheme = "auto"\n' in text
    )
    assert (
        "# A number from 3 to 60.\nsitting = 20\n" in text
        and "# True or false.\nanimation = true\n" in text
        and "# A number from 0 to 12.\nday_start = 4\n" in text
    )
    assert SettingsFile(path).settings == Settings(sitting=20)


def test_every_setting_is_a_field_and_its_default_is_allowed() -> None:
    assert [setting.name for setting in SETTINGS] == list(Settings.__struct_fields__)
    assert all(setting.fits(setting.default) for setting in SETTINGS)
    assert tomllib.loads(explained()) == {setting.name: setting.default for setting in SETTINGS}


OWN = """\
# mine
animation=false   # I get dizzy

   sitting   =  7 # short ones
theme = 'light'# bright room
# the end"""


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("sitting", 30, "=  7 #", "=  30 #"),
        ("animation", True, "animation=false  ", "animation=true  "),
        ("theme", "16-colours", "'light'#", '"16-colours"#'),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_change_replaces_only_the_value(
    path: Path, name: str, value: str | int, before: str, after: str, ends: str
) -> None:
    text = OWN.replace("\n", ends)
    settings = file_of(path, text).change(name, value)
    assert path.read_bytes().decode() == text.replace(before, after)
    assert getattr(settings, name) == value


def test_a_missing_setting_is_added_with_its_comment_before_any_table(
    path: Path,
) -> None:
    file_of(path, "sitting = 9 # mine\n[other]\nx = 1").change("new_cards", 3)
    assert path.read_text().startswith(
        "sitting = 9 # mine\n\n# Maximum number of new flash cards per day."
    )
    assert path.read_text().endswith("\nnew_cards = 3\n[other]\nx = 1")
    file = file_of(path, "sitting = 9")
    assert file.change("new_cards", 3) == Settings(sitting=9, new_cards=3)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "sitting = 9\ntheme = 'purple'\n",
            ':2:9: theme must be one of "auto", "dark", "light", "high-contrast", "16-colours". ',
        ),
        (
            "sitting = 9\n  new_cards = 101",
            ":2:15: new_cards must be a number from 0 to 100. Until you fix it, 10 applies.",
        ),
        (
            "sitting = 9\nnew_cards = true",
            ":2:13: new_cards must be a number from 0 to 100. Until you fix it, 10 applies.",
        ),
        (
            "sitting = 9\nanimation = 1",
            ":2:13: animation must be true or false. Until you fix it, true applies.",
        ),
        (
            "sitting = 9\ncolour = 1",
            ":2:10: there is no setting 'colour'. Delete the line; the settings are theme, sitting",
        ),
        (
            "sitting = 9\n[screen]\ntheme = 'dark'",
            ":2:2: there is no setting 'screen'. Delete the line;",
        ),
    ],
)
def test_a_value_that_is_not_allowed_is_reported_with_its_position_and_the_rest_applies(
    path: Path, text: str, fault: str
) -> None:
    file = file_of(path, text)
    assert file.settings == Settings(sitting=9)
    assert [sentence.startswith(f"{path}{fault}") for sentence in file.faults] == [True], (
        file.faults
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "sitting = 9\ntheme = dark\n",
            ":2:9: this is not valid TOML: invalid value. Fix the line, or delete the file;"
            " until then",
        ),
        ("sitting = 9\ntheme = ", ":2:9: this is not valid TOML: invalid value."),
        ("sitting = 9\nsitting = 8\n", ":2:12: this is not valid TOML: cannot overwrite a value."),
        ('sitting = 9\ntheme = """dark', ":2:16: this is not valid TOML: "),
    ],
)
def test_invalid_toml_is_one_sentence_with_its_position_and_the_file_stays_unchanged(
    path: Path, text: str, fault: str
) -> None:
    file = file_of(path, text)
    assert file.settings == Settings()
    assert len(file.faults) == 1 and file.faults[0].startswith(f"{path}{fault}"), file.faults
    with pytest.raises(SettingsError, match="this is not valid TOML"):
        file.change("sitting", 5)
    assert path.read_text() == text


def test_a_file_in_another_encoding_is_one_sentence(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes("# für mich\n".encode("latin-1"))
    assert SettingsFile(path).faults == (
        f"{path}: the file is not valid UTF-8. Save it as UTF-8; until then, the defaults apply.",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("sitting = " + "9" * 5000, "the file contains a number with too many digits."),
        ("sitting = " + "[" * 2000, "the values in the file are nested too deeply."),
    ],
    ids=["long number", "deep nesting"],
)
def test_a_value_that_python_cannot_read_is_one_sentence(path: Path, text: str, fault: str) -> None:
    file = file_of(path, text)
    assert file.settings == Settings()
    assert len(file.faults) == 1 and file.faults[0].startswith(f"{path}: {fault}")
    with pytest.raises(SettingsError, match=fault):
        file.change("sitting", 5)


def test_choosing_another_value_fixes_a_wrong_one(path: Path) -> None:
    file = file_of(path, "sitting = 'many' # oh\n")
    assert file.change("sitting", 4).sitting == 4 and not file.faults
    assert path.read_text() == "sitting = 4 # oh\n"


@pytest.mark.parametrize("text", ['theme = """dark"""\n', "'theme' = 'dark'\n"])
def test_a_value_in_an_unsupported_notation_is_left_to_the_learner(path: Path, text: str) -> None:
    file = file_of(path, text)
    assert file.settings.theme == "dark"
    with pytest.raises(SettingsError, match="torchquiz cannot change theme because"):
        file.change("theme", "light")
    assert path.read_text() == text


def test_a_symbolic_link_and_the_permissions_are_kept(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("sitting = 9\n")
    real.chmod(0o600)
    path.parent.mkdir()
    path.symlink_to(real)
    SettingsFile(path).change("sitting", 10)
    assert (
        path.is_symlink()
        and real.read_text() == "sitting = 10\n"
        and real.stat().st_mode & 0o777 == 0o600
    )
    assert sorted(os.listdir(tmp_path)) == ["config", "dotfiles.toml"]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    file = SettingsFile(tmp_path / "config" / "settings.toml")
    with pytest.raises(SettingsError, match=r"settings\.toml: the (file|settings) cannot be "):
        file.change("sitting", 10)
