"""Proven lessons and items as the front ends show them, with all values computed.

They are separate from the models of lesson files, so that no front end has to import pydantic.
msgspec decodes a lesson in a few milliseconds.
"""

from typing import Any, Literal

from msgspec import Struct, field

from torchquiz.engine.models.answers import Answer
from torchquiz.engine.models.drills import Drill
from torchquiz.engine.models.evidence import Evidence, Tally
from torchquiz.engine.models.runs import Run
from torchquiz.engine.models.ways import WayHead

Level = Literal["easy", "medium", "hard"]
ProofState = Literal["proven here", "proven in the release", "partly unproven"]
"""How much of an item is proven, and where."""
RELEASE_PREFIX = "released-"
"""The beginning of the keys of proofs that come with a release."""
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")


class Variant(Struct, frozen=True):
    """A variant of a proven item: its parameters, and its texts with all numbers filled in."""

    params: dict[str, Any]
    name: str
    """The parameters, such as `kernel=3, size=28`. It is empty for an item without parameters."""
    stem: str
    snippet: str
    setup: str
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    check: str
    answer: Answer
    run: Run | None
    """The run of the correct program, or None if the item has no code."""


class Item(Struct, frozen=True):
    """A proven item with all its variants."""

    lesson: str
    id: str
    kind: str
    level: Level
    variants: tuple[Variant, ...]
    proof: str = ""
    """The content hash under which the proof is stored. It is recorded with each attempt."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))
    docs: tuple[str, ...] = ()
    """Names in PyTorch whose documentation explains the item, such as `torch.nn.Conv2d`."""

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The names of the misconceptions that a wrong answer to any variant can reveal."""
        names = [name for variant in self.variants for name in variant.answer.misconceptions]
        return tuple(dict.fromkeys(names))

    @property
    def proof_state(self) -> ProofState:
        """The state of the item's proof: proven here, in the release, or only in part."""
        if self.evidence.unproven:
            return "partly unproven"
        return "proven in the release" if self.proof.startswith(RELEASE_PREFIX) else "proven here"

    @property
    def form(self) -> str:
        """The tag of the item's answer form."""
        return str(self.variants[0].answer.__struct_config__.tag)


class LeftOut(Struct, frozen=True):
    """An item that is left out here, because something that it needs is missing."""

    item: str
    """The id of the item."""
    need: str
    """What the item needs, such as `CUDA` or `PyTorch >=2.6`."""


class ItemHead(Struct, frozen=True):
    """A summary of an item, for use in lists of items."""

    id: str
    kind: str
    level: Level
    proof: str
    """The content hash under which the proof of the item is stored."""
    form: str = "choose"
    """The tag of the answer form."""
    misconceptions: tuple[str, ...] = ()
    """The names of the misconceptions that a wrong answer can reveal."""

    @property
    def is_card(self) -> bool:
        """Whether the item is a flash card, which the learner turns over and rates."""
        return self.form == "reveal"


class LessonHead(Struct, frozen=True):
    """A summary of a lesson, for use in lists of lessons."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """The version of PyTorch with which the lesson was proven."""
    forms: dict[Level, dict[str, int]]
    """The number of items, by level and by the tag of their answer form."""
    cards: int
    """The number of items that are flash cards."""
    ways: tuple[WayHead, ...] = ()
    """The activities that the lesson declares, in the usual order."""
    prerequisites: tuple[str, ...] = ()
    """Ids of lessons that come before this one."""
    drills: int = 0
    """The number of drills."""
    is_complete: bool = True
    """Whether all parts of the lesson are proven; if not, others are still being proven."""

    @property
    def count(self) -> int:
        """The number of items in the lesson."""
        return sum(sum(forms.values()) for forms in self.forms.values())

    def has(self, way: str) -> bool:
        """Return whether the lesson declares this activity."""
        return any(head.name == way for head in self.ways)


class Lesson(Struct, frozen=True):
    """A proven lesson. The content of its items and activities is loaded when it is needed."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """The version of PyTorch with which the lesson was proven."""
    items: tuple[ItemHead, ...]
    ways: tuple[WayHead, ...] = ()
    """The activities that the lesson declares, in the usual order."""
    misconceptions: dict[str, str] = field(default_factory=dict)
    prerequisites: tuple[str, ...] = ()
    """Ids of lessons that come before this one."""
    drills: tuple[Drill, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """The items that are left out on the machine on which the lesson was proven."""
    is_complete: bool = True
    """Whether all parts of the lesson are proven; if not, others are still being proven."""

    def has(self, way: str) -> bool:
        """Return whether the lesson declares this activity."""
        return any(head.name == way for head in self.ways)

    @property
    def forms(self) -> dict[Level, dict[str, int]]:
        """The number of items, by level and by the tag of their answer form."""
        return {level: self._forms_of(level) for level in LEVELS}

    @property
    def head(self) -> LessonHead:
        """The summary of this lesson, for use in lists of lessons."""
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
            drills=len(self.drills),
            is_complete=self.is_complete,
        )

    def _forms_of(self, level: Level) -> dict[str, int]:
        forms = [item.form for item in self.items if item.level == level]
        return {form: forms.count(form) for form in dict.fromkeys(forms)}
