"""Defines proven lessons and items as front ends show them, with all texts and figures computed.

They are separate from the authored models, so that no screen has to load pydantic; msgspec decodes
a lesson in a few milliseconds.
"""

from typing import Any, Literal

from msgspec import Struct, field

from torchquiz.engine.models.answers import Answer
from torchquiz.engine.models.evidence import Evidence, Tally
from torchquiz.engine.models.runs import Run
from torchquiz.engine.models.ways import WayHead

Level = Literal["easy", "medium", "hard"]
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")


class Variant(Struct, frozen=True):
    """One variant of a proven item: its parameters, and its texts with all figures computed."""

    params: dict[str, Any]
    name: str
    """`kernel=3, size=28`; empty for an item without parameters."""
    stem: str
    snippet: str
    setup: str
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    check: str
    answer: Answer
    run: Run | None
    """Run of the right program; None if the item has no code."""


class Item(Struct, frozen=True):
    """A proven item with all its variants."""

    lesson: str
    id: str
    kind: str
    level: Level
    variants: tuple[Variant, ...]
    proof: str = ""
    """Content hash under which the proof is stored, and which each attempt records."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))

    @property
    def form(self) -> str:
        """Tag of the answer's form."""
        return str(self.variants[0].answer.__struct_config__.tag)


class ItemHead(Struct, frozen=True):
    """The data of an item that a list of items needs."""

    id: str
    kind: str
    level: Level
    proof: str
    """Content hash under which the item's proof is stored."""
    form: str = "choose"
    """Tag of the answer's form."""

    @property
    def is_card(self) -> bool:
        """Whether the item is a flash card, which the learner turns and rates."""
        return self.form == "reveal"


class LessonHead(Struct, frozen=True):
    """The data of a lesson that a list of lessons needs."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """Version of PyTorch that proved the lesson."""
    forms: dict[Level, dict[str, int]]
    """Number of items of each level, by the tag of their answer's form."""
    cards: int
    """Number of items that are flash cards."""
    ways: tuple[WayHead, ...] = ()
    """The ways that the lesson declares, in their order."""
    prerequisites: tuple[str, ...] = ()
    """Ids of lessons that come before this one."""

    @property
    def count(self) -> int:
        """Number of items in the lesson."""
        return sum(sum(forms.values()) for forms in self.forms.values())

    def has(self, way: str) -> bool:
        """Return whether the lesson declares this way."""
        return any(head.name == way for head in self.ways)


class Lesson(Struct, frozen=True):
    """A proven lesson without the bodies of its items and ways, which are loaded one by one."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """Version of PyTorch that proved the lesson."""
    items: tuple[ItemHead, ...]
    ways: tuple[WayHead, ...] = ()
    """The ways that the lesson declares, in their order."""
    misconceptions: dict[str, str] = field(default_factory=dict)
    prerequisites: tuple[str, ...] = ()
    """Ids of lessons that come before this one."""

    def has(self, way: str) -> bool:
        """Return whether the lesson declares this way."""
        return any(head.name == way for head in self.ways)

    @property
    def forms(self) -> dict[Level, dict[str, int]]:
        """Number of items of each level, by the tag of their answer's form."""
        return {level: self._forms_of(level) for level in LEVELS}

    @property
    def head(self) -> LessonHead:
        """Data that a list of lessons needs."""
        return LessonHead(
            id=self.id,
            title=self.title,
            minutes=self.minutes,
            about=self.about,
            torch=self.torch,
            forms=self.forms,
            cards=sum(item.is_card for item in self.items),
            ways=self.ways,
            prerequisites=self.prerequisites,
        )

    def _forms_of(self, level: Level) -> dict[str, int]:
        forms = [item.form for item in self.items if item.level == level]
        return {form: forms.count(form) for form in dict.fromkeys(forms)}
