"""Defines a question about a model: an item of a generated lesson, before it is proven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["easy", "medium", "hard"]
MOST_DISTRACTORS = 3


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer, with the belief behind it and the reason why it is wrong."""

    belief: str
    because: str
    answer: dict[str, Any]
    """The YAML keys that express the answer in this kind of item, such as `value`."""

    @property
    def plain(self) -> dict[str, Any]:
        """The wrong answer as plain data for YAML, in the form of a distractor."""
        return {**self.answer, "misconception": self.belief, "because": self.because}


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a model, which becomes an item of a generated lesson."""

    id: str
    topic: str
    """The subject of the question. A lesson alternates between topics for variety."""
    level: Level
    stem: str
    snippet: str
    asked: dict[str, Any]
    """The YAML keys that its kind needs besides the snippet, such as `ask` and `key`."""
    wrongs: tuple[Wrong, ...]
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    check: str
    kind: str = "predict"
    path: str = ""
    """The path of the module whose output is the answer, if the trace shows that output."""
    is_reserve: bool = field(default=False)
    """Whether it is used only if there are too few other questions about the model."""

    @property
    def plain(self) -> dict[str, Any]:
        """The question as plain data for YAML, in the form of a lesson item."""
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
    """Return wrong answers whose values differ from the right value and from each other.

    Args:
        key: the right value.
        candidates: for each wrong value, the value, the belief behind it, and why it is wrong.
        most: the maximum number of wrong answers.
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
    """Return a value as Python code, such as `(8, 10)` or `'fc1'`."""
    return repr(value)


def shape_of(text: str) -> tuple[int, ...] | None:
    """Return the sizes in a description such as `8×3×64×64`.

    Return None if the text does not describe a single tensor.
    """
    parts = text.split("×")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else None


def random_tensor(shape: Sequence[int]) -> str:
    """Return code that creates a random tensor of this shape."""
    return f"torch.rand({', '.join(map(str, shape))})"


def slug(text: str) -> str:
    """Convert a module's path for use in ids: `features.3` becomes `features-3`."""
    letters = [char.lower() if char.isascii() and char.isalnum() else "-" for char in text]
    return "-".join(filter(None, "".join(letters).split("-"))) or "model"
