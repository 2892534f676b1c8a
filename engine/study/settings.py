"""The learner's settings: one file with comments, meant to be read and edited, of which a program changes only the value it must.

What is wrong with the file is told with its line and column, and the default is used meanwhile.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from torchquiz.engine.errors import SettingsError
from torchquiz.engine.files import replace_file

Theme = Literal["auto", "dark", "light", "high-contrast", "16-colours"]
Value = str | int | bool


class Settings(Struct, frozen=True):
    """What the learner chose."""

    theme: Theme = "auto"
    sitting: int = 12
    new_cards: int = 10
    animation: bool = True


class Setting(Struct, frozen=True):
    """What can be chosen, and what it means."""

    name: str
    meaning: str
    values: tuple[str, ...] = ()
    """Of a text: what it can be."""
    range: tuple[int, int] | None = None
    """Of a number: the least and the most."""

    @property
    def default(self) -> Value:
        """What holds unless something else is chosen."""
        return getattr(Settings(), self.name)  # type: ignore[no-any-return]

    @property
    def wanted(self) -> str:
        """What is to be written, in words."""
        if self.range:
            return f"a number from {self.range[0]} to {self.range[1]}"
        return (
            f"one of {', '.join(quoted(value) for value in self.values)}"
            if self.values
            else "true or false"
        )

    def fits(self, value: object) -> bool:
        """Whether it can be this value."""
        if self.range:
            return type(value) is int and self.range[0] <= value <= self.range[1]
        return value in self.values if self.values else isinstance(value, bool)


SETTINGS = (
    Setting(
        "theme",
        "Colours; auto takes those that suit the terminal.",
        values=("auto", "dark", "light", "high-contrast", "16-colours"),
    ),
    Setting("sitting", "Questions in a sitting of practice.", range=(3, 60)),
    Setting(
        "new_cards",
        "Flash cards met for the first time, at most, in a day's review.",
        range=(0, 100),
    ),
    Setting("animation", "Whether anything on the screen moves by itself."),
)
HEAD = "# Settings of torchquiz. A line that is left out has its default.\n"
ASSIGNED = (
    r"""(?m)^(?P<before>[ \t]*{name}[ \t]*=[ \t]*)(?P<value>"[^"\n]*"|'[^'\n]*'|[^\s#"'][^\s#]*)"""
)
PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class SettingsFile:
    """The file of settings, read once and again after each change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = Settings()
        self.faults: tuple[str, ...] = ()
        """What is wrong with the file, one sentence each, in the order of its lines; empty when all is well."""
        self.read()

    def read(self) -> Settings:
        """Read the file again; what is wrong in it is told in `faults` and has its default."""
        try:
            text = self._text()
            given = self._parsed(text) if text else {}
        except SettingsError as error:
            self.settings, self.faults = Settings(), (str(error),)
            return self.settings
        faults = {name: self._wrong(text, name, value) for name, value in given.items()}
        self.settings = replace(
            Settings(), **{name: value for name, value in given.items() if not faults[name]}
        )
        self.faults = tuple(fault for fault in faults.values() if fault)
        return self.settings

    def change(self, name: str, value: Value) -> Settings:
        """Choose a value: only it changes in the file, which is made with every setting explained when there is none.

        Raises:
            SettingsError: the file is faulty, or cannot be written; it is as it was.
        """
        text = self._text() or explained()
        wanted = self._parsed(text) | {name: value}
        changed = _spliced(text, name, value)
        if not self._says(changed, wanted):
            raise SettingsError(
                f"{self.path}: {name} is written in a way that cannot be changed from here; change it there."
            )
        self._write(changed)
        return self.read()

    def _says(self, text: str, wanted: dict[str, Any]) -> bool:
        try:
            return self._parsed(text) == wanted
        except SettingsError:
            return False

    def _text(self) -> str:
        """What the file holds; empty when there is none."""
        try:
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise SettingsError(
                f"{self.path}: the file cannot be read: {error.strerror}. Look at its permissions."
            ) from error
        except UnicodeDecodeError as error:
            raise SettingsError(
                f"{self.path}: the file is no UTF-8; save it as UTF-8. Until then the defaults hold."
            ) from error

    def _parsed(self, text: str) -> dict[str, Any]:
        import tomllib

        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            lines = text.splitlines() or [""]
            found = PLACE.search(str(error))
            line, column = (
                (int(found[1]), int(found[2]))
                if found and found[1]
                else (len(lines), len(lines[-1]) + 1)
            )
            said = PLACE.sub("", str(error))
            raise SettingsError(
                f"{self.path}:{line}:{column}: this is no TOML: {said[:1].lower()}{said[1:]}."
                " Mend the line, or delete the file; until then the defaults hold."
            ) from error

    def _wrong(self, text: str, name: str, value: object) -> str:
        """What is wrong with a value; empty when nothing is."""
        setting = next((one for one in SETTINGS if one.name == name), None)
        if setting and setting.fits(value):
            return ""
        place = _place(text, name)
        if setting is None:
            names = ", ".join(one.name for one in SETTINGS)
            return f"{self.path}:{place}: there is no setting '{name}'; delete the line. Settings are {names}."
        return f"{self.path}:{place}: {name} must be {setting.wanted}. Until then it is {quoted(setting.default)}."

    def _write(self, text: str) -> None:
        """Put the whole file in the place of the old one at once."""
        try:
            self.path.resolve().parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, text.encode())
        except OSError as error:
            raise SettingsError(
                f"{self.path}: the settings cannot be saved: {error.strerror}. They hold until you quit."
            ) from error


def explained(chosen: Mapping[str, Value] | None = None) -> str:
    """A whole file: every setting with what it means, what it can be, and its value."""
    return HEAD + "".join(
        _explained(setting, (chosen or {}).get(setting.name, setting.default))
        for setting in SETTINGS
    )


def quoted(value: Value) -> str:
    """A value as it stands in the file."""
    return (
        str(value).lower()
        if isinstance(value, bool)
        else str(value)
        if isinstance(value, int)
        else f'"{value}"'
    )


def _explained(setting: Setting, value: Value) -> str:
    wanted = setting.wanted[:1].upper() + setting.wanted[1:]
    return f"\n# {setting.meaning}\n# {wanted}.\n{setting.name} = {quoted(value)}\n"


def _spliced(text: str, name: str, value: Value) -> str:
    """The text with one value changed; a setting that it lacks is put in front of the first table, or at the end."""
    if found := re.search(ASSIGNED.format(name=re.escape(name)), text):
        return text[: found.start("value")] + quoted(value) + text[found.end("value") :]
    setting = next(one for one in SETTINGS if one.name == name)
    table = re.search(r"(?m)^[ \t]*\[", text)
    place = table.start() if table else len(text)
    before = (
        text[:place] if not text[:place] or text[:place].endswith("\n") else text[:place] + "\n"
    )
    return before + _explained(setting, value) + text[place:]


def _place(text: str, name: str) -> str:
    """`line:column` of a setting's value, or of its table."""
    found = re.search(ASSIGNED.format(name=re.escape(name)), text)
    at = found.start("value") if found else max(text.find(name), 0)
    return f"{text.count(chr(10), 0, at) + 1}:{at - (text.rfind(chr(10), 0, at) + 1) + 1}"
