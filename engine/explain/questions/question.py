"""A question about a model as an item of a lesson, before it is proven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["easy", "medium", "hard"]
MOST_DISTRACTORS = 3


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer: the belief behind it, why it is wrong, and the answer itself."""

    belief: str
    because: str
    answer: dict[str, Any]
    """The keys that the kind of item needs, such as `value`."""

    @property
    def plain(self) -> dict[str, Any]:
        """The distractor as it is written in YAML."""
        return {**self.answer, "misconception": self.belief, "because": self.because}


@dataclass(frozen=True, slots=True)
class Question:
    """An item of a generated lesson."""

    id: str
    topic: str
    """What it asks about; a lesson takes turns with the topics, so that its questions differ."""
    level: Level
    stem: str
    snippet: str
    asked: dict[str, Any]
    """The keys of its kind apart from the snippet, such as `ask` and `key`."""
    wrongs: tuple[Wrong, ...]
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    check: str
    kind: str = "predict"
    path: str = ""
    """The module that it asks about, if its answer is the output that the trace shows."""
    is_reserve: bool = field(default=False)
    """Whether it is only asked if the model gives too few other questions."""

    @property
    def plain(self) -> dict[str, Any]:
        """The item as it is written in YAML."""
        head = {"id": self.id, "kind": self.kind}
        if self.asked.get("entry"):
            head["entry"] = self.asked["entry"]
        asked = {name: value for name, value in self.asked.items() if name != "entry"}
        return {
            **head,
            "level": self.level,
            "stem": self.stem,
            "snippet": self.snippet.strip("\n") + "\n",
            **asked,
            "distractors": [wrong.plain for wrong in self.wrongs],
            "hints": list(self.hints),
            "solution": list(self.solution),
            "check": self.check,
        }


def value_wrongs(
    key: object,
    candidates: Iterable[tuple[object, str, str]],
    most: int = MOST_DISTRACTORS,
) -> tuple[Wrong, ...]:
    """Return wrong values that differ from the key and from each other.

    Args:
        key: the right value.
        candidates: for each wrong value, the value, the belief behind it, and why it is wrong.
        most: the maximum number of wrong values.
    """
    seen = [key]
    wrongs: list[Wrong] = []
    for value, belief, because in candidates:
        if value is None or value in seen or len(wrongs) == most:
            continue
        seen.append(value)
        wrongs.append(Wrong(belief, because, {"value": code_of(value)}))
    return tuple(wrongs)


def code_of(value: object) -> str:
    """Return a value as an expression for YAML, such as `(8, 10)` or `'fc1'`."""
    return repr(value)


def shape_of(text: str) -> tuple[int, ...] | None:
    """Return the sizes in a description such as `8×3×64×64`; None if it is not one tensor."""
    parts = text.split("×")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None


def random_tensor(shape: Sequence[int]) -> str:
    """Return the code of a random tensor of this shape."""
    return f"torch.rand({', '.join(map(str, shape))})"


def slug(text: str) -> str:
    """Return a module's path as a part of an id: `features.3` becomes `features-3`."""
    letters = [char.lower() if char.isascii() and char.isalnum() else "-" for char in text]
    return "-".join(filter(None, "".join(letters).split("-"))) or "model"
