"""The settings file, which learners can read and edit.

A comment explains every setting. When torchquiz changes a setting, it replaces only that value.
Faults are reported with their line and column. Until a fault is fixed, the default value applies.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from torchquiz.engine.errors import SettingsError
from torchquiz.engine.files import replace_file
from torchquiz.engine.folders import settings_file
from torchquiz.engine.study.settings import SETTINGS, Setting, Settings, Value, quoted

HEAD = "# Settings for torchquiz. If you leave out a line, its default applies.\n"
# Matches a line that sets the named setting, up to the end of its value. The value is a string in
# either kind of quotes or a bare word, as in `  theme = "dark"` and `sitting = 9`.
ASSIGNED = (
    r"""(?m)^(?P<before>[ \t]*{name}[ \t]*=[ \t]*)(?P<value>"[^"\n]*"|'[^'\n]*'|[^\s#"'][^\s#]*)"""
)
# The patterns are compiled on first use to keep start-up fast, because they are rarely needed.
# Matches the position in an error message of `tomllib`, such as ` (at line 2, column 9)` or
# ` (at end of document)`.
PLACE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
# Matches the start of a table, such as `[screen]`; all settings must come before the first one.
TABLE = r"(?m)^[ \t]*\["


def read_settings(report: Callable[[str], None]) -> Settings:
    """Return the learner's settings, and report each fault in the file."""
    file = SettingsFile(settings_file())
    for fault in file.faults:
        report(fault)
    return file.settings


class SettingsFile:
    """The settings file. It is read at startup and again after each change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = Settings()
        self.faults: tuple[str, ...] = ()
        """The faults in the file, one sentence each, in line order."""
        self.read()

    def read(self) -> Settings:
        """Read the file again, and use the default for each setting with a fault."""
        try:
            text = self._text()
            given = self._parsed(text) if text else {}
        except SettingsError as error:
            self.settings, self.faults = Settings(), (str(error),)
            return self.settings
        faults = {name: self._fault(text, name, value) for name, value in given.items()}
        valid = {name: value for name, value in given.items() if not faults[name]}
        self.settings = replace(Settings(), **valid)
        self.faults = tuple(fault for fault in faults.values() if fault)
        return self.settings

    def change(self, name: str, value: Value) -> Settings:
        """Change one value in the file.

        If the file does not exist, write a new one that explains every setting.

        Raises:
            SettingsError: the file is faulty, or cannot be written; the file stays unchanged.
        """
        text = self._text() or explained()
        wanted = self._parsed(text) | {name: value}
        changed = _with_value(text, name, value)
        if not self._holds(changed, wanted):
            raise SettingsError(
                f"{self.path}: torchquiz cannot change {name} because of the way it is written."
                " Edit the file yourself."
            )
        self._write(changed)
        return self.read()

    def _holds(self, text: str, wanted: dict[str, Any]) -> bool:
        """Return whether a file with this content sets exactly these values."""
        try:
            return self._parsed(text) == wanted
        except SettingsError:
            return False

    def _text(self) -> str:
        """Return the content of the file, or an empty string if there is no file."""
        try:
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise SettingsError(
                f"{self.path}: the file cannot be read: {error.strerror}. Check its permissions."
            ) from error
        except UnicodeDecodeError as error:
            raise SettingsError(
                f"{self.path}: the file is not valid UTF-8. Save it as UTF-8;"
                " until then, the defaults apply."
            ) from error

    def _parsed(self, text: str) -> dict[str, Any]:
        import tomllib

        try:
            return tomllib.loads(text)
        except RecursionError as error:
            raise SettingsError(
                f"{self.path}: the values in the file are nested too deeply. Delete the file;"
                " until then, the defaults apply."
            ) from error
        except tomllib.TOMLDecodeError as error:
            reason = re.sub(PLACE, "", str(error))
            raise SettingsError(
                f"{self.path}:{_place_of_error(text, str(error))}: this is not valid TOML:"
                f" {reason[:1].lower()}{reason[1:]}. Fix the line, or delete the file;"
                " until then, the defaults apply."
            ) from error
        except ValueError as error:  # Python refuses to read numbers of more than 4,300 digits.
            raise SettingsError(
                f"{self.path}: the file contains a number with too many digits. Fix it, or delete"
                " the file; until then, the defaults apply."
            ) from error

    def _fault(self, text: str, name: str, value: object) -> str:
        """Return a sentence that describes what is wrong with a value.

        The result is an empty string if the value is allowed.
        """
        setting = next((known for known in SETTINGS if known.name == name), None)
        if setting and setting.fits(value):
            return ""
        place = f"{self.path}:{_place_of_value(text, name)}"
        if setting is None:
            names = ", ".join(known.name for known in SETTINGS)
            return (
                f"{place}: there is no setting '{name}'. Delete the line; the settings are {names}."
            )
        default = quoted(setting.default)
        return f"{place}: {name} must be {setting.wanted}. Until you fix it, {default} applies."

    def _write(self, text: str) -> None:
        """Replace the file in one step, so that it is never half written."""
        try:
            self.path.resolve().parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, text.encode())
        except OSError as error:
            raise SettingsError(
                f"{self.path}: the settings cannot be saved: {error.strerror}."
                " They apply until you quit."
            ) from error


def explained(chosen: Mapping[str, Value] | None = None) -> str:
    """Return the content of a settings file with the explanation and value of every setting."""
    values = {setting.name: setting.default for setting in SETTINGS} | dict(chosen or {})
    return HEAD + "".join(_explained(setting, values[setting.name]) for setting in SETTINGS)


def _explained(setting: Setting, value: Value) -> str:
    wanted = setting.wanted[:1].upper() + setting.wanted[1:]
    return f"\n# {setting.meaning}\n# {wanted}.\n{setting.name} = {quoted(value)}\n"


def _with_value(text: str, name: str, value: Value) -> str:
    """Return the content of the file with one value changed.

    A missing setting is inserted before the first table, or added at the end.
    """
    assigned = re.search(ASSIGNED.format(name=re.escape(name)), text)
    if assigned:
        return text[: assigned.start("value")] + quoted(value) + text[assigned.end("value") :]
    setting = next(known for known in SETTINGS if known.name == name)
    table = re.search(TABLE, text)
    index = table.start() if table else len(text)
    before, after = text[:index], text[index:]
    if before and not before.endswith("\n"):
        before += "\n"
    return before + _explained(setting, value) + after


def _place_of_error(text: str, error: str) -> str:
    """Return the `line:column` named in an error message from `tomllib`.

    If the message names no position, the mistake is at the end of the file.
    """
    place = re.search(PLACE, error)
    if place and place[1]:
        return f"{place[1]}:{place[2]}"
    lines = text.splitlines() or [""]
    return f"{len(lines)}:{len(lines[-1]) + 1}"


def _place_of_value(text: str, name: str) -> str:
    """Return the `line:column` of a setting's value, or of a table with the name of the setting."""
    assigned = re.search(ASSIGNED.format(name=re.escape(name)), text)
    index = assigned.start("value") if assigned else max(text.find(name), 0)
    line_start = text.rfind("\n", 0, index) + 1
    return f"{text.count(chr(10), 0, index) + 1}:{index - line_start + 1}"
