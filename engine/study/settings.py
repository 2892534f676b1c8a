"""The settings, with their defaults, explanations and allowed values."""

from typing import Literal

from msgspec import Struct

from torchquiz.engine.progress.study_day import DAY_START

Theme = Literal["auto", "dark", "light", "high-contrast", "16-colours"]
Value = str | int | bool


class Settings(Struct, frozen=True):
    """The learner's values for all settings."""

    theme: Theme = "auto"
    sitting: int = 12
    new_cards: int = 10
    animation: bool = True
    day_start: int = DAY_START
    pictures: bool = True
    goal: int = 0


class Setting(Struct, frozen=True):
    """The definition of a setting: its name, its explanation and the allowed values."""

    name: str
    meaning: str
    values: tuple[str, ...] = ()
    """The allowed values, if the setting is a string."""
    range: tuple[int, int] | None = None
    """The smallest and largest allowed number, if the setting is a number."""

    @property
    def default(self) -> Value:
        """The value that applies unless the learner chooses a different one."""
        return getattr(Settings(), self.name)  # type: ignore[no-any-return]

    @property
    def wanted(self) -> str:
        """A description of the allowed values, such as `a number from 3 to 60`."""
        if self.range:
            return f"a number from {self.range[0]} to {self.range[1]}"
        if self.values:
            return f"one of {', '.join(quoted(value) for value in self.values)}"
        return "true or false"

    def fits(self, value: object) -> bool:
        """Return whether a value is allowed."""
        if self.range:
            return type(value) is int and self.range[0] <= value <= self.range[1]
        return value in self.values if self.values else isinstance(value, bool)


SETTINGS = (
    Setting(
        "theme",
        "Colour theme; auto chooses one that suits the terminal.",
        values=("auto", "dark", "light", "high-contrast", "16-colours"),
    ),
    Setting("sitting", "Number of questions in a practice session.", range=(3, 60)),
    Setting(
        "new_cards",
        "Maximum number of new flash cards per day.",
        range=(0, 100),
    ),
    Setting("animation", "Animation on or off."),
    Setting("day_start", "Hour at which a new study day starts.", range=(0, 12)),
    Setting("pictures", "Pictures and bars in plain text mode; turn them off for a screen reader."),
    Setting("goal", "Number of answers per day that you aim for; 0 for no goal.", range=(0, 300)),
)


def quoted(value: Value) -> str:
    """Return a value as it is written in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'
