"""What a front end may show: variants of proven items, with every text and figure computed.

Kept apart from the authored models so that a screen never loads pydantic; msgspec reads a lesson
back in a few milliseconds.
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
    """One item with its parameters drawn, proven, and every text rendered."""

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
    """The right program's real run; None when the item has no code."""


class Item(Struct, frozen=True):
    """A proven item with all its variants."""

    lesson: str
    id: str
    kind: str
    level: Level
    variants: tuple[Variant, ...]
    proof: str = ""
    """The content hash under which the proof is kept, stored with each attempt."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))

    @property
    def form(self) -> str:
        """The tag of the form in which it is answered."""
        return str(self.variants[0].answer.__struct_config__.tag)


class ItemHead(Struct, frozen=True):
    """What a list of items needs, without the item."""

    id: str
    kind: str
    level: Level
    proof: str
    """The content hash under which the item's proof is kept."""
    form: str = "choose"
    """The tag of the form in which it is answered."""

    @property
    def is_card(self) -> bool:
        """Whether it is a flash card: the learner recalls the answer and rates it."""
        return self.form == "reveal"


class LessonHead(Struct, frozen=True):
    """What a list of lessons needs, without the heads of the items."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """The version of PyTorch that proved the lesson."""
    forms: dict[Level, dict[str, int]]
    """Number of items of each level, by the tag of the form in which they are answered."""
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
    """A proven lesson without the bodies of its items and ways, which are read one by one."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """The version of PyTorch that proved it."""
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
        """Number of items of each level, by the tag of the form in which they are answered."""
        return {level: self._forms_of(level) for level in LEVELS}

    @property
    def head(self) -> LessonHead:
        """The lesson as a list of lessons shows it."""
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
