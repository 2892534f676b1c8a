"""What a learner can choose, and what each setting means."""

from typing import Literal

from msgspec import Struct

Theme = Literal["auto", "dark", "light", "high-contrast", "16-colours"]
Value = str | int | bool


class Settings(Struct, frozen=True):
    """What the learner chose."""

    theme: Theme = "auto"
    sitting: int = 12
    new_cards: int = 10
    animation: bool = True


class Setting(Struct, frozen=True):
    """Something that can be chosen, and what it means."""

    name: str
    meaning: str
    values: tuple[str, ...] = ()
    """The allowed values of a text."""
    range: tuple[int, int] | None = None
    """The least and the greatest allowed number."""

    @property
    def default(self) -> Value:
        """The value that applies unless the learner chose another."""
        return getattr(Settings(), self.name)  # type: ignore[no-any-return]

    @property
    def wanted(self) -> str:
        """What to write, in words: `a number from 3 to 60`."""
        if self.range:
            return f"a number from {self.range[0]} to {self.range[1]}"
        if self.values:
            return f"one of {', '.join(quoted(value) for value in self.values)}"
        return "true or false"

    def fits(self, value: object) -> bool:
        """Return whether this value is allowed."""
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


def quoted(value: Value) -> str:
    """Return a value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'
