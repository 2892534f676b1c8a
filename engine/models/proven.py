"""What a front end may show: variants of items whose proof holds, with every text and figure already computed.

Kept apart from the authored models so that a screen never loads pydantic; msgspec reads a lesson back in a few milliseconds.
"""

from typing import Any, Literal

from msgspec import Struct, field

Level = Literal["easy", "medium", "hard"]
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")


class Value(Struct, frozen=True):
    """A value that a snippet gave, as plain data.

    `tag` says what it was (`int`, `shape`, `dtype`, `tensor`, …), `data` is what it is compared by, `text` how it is shown.
    """

    tag: str
    data: Any
    text: str


class Run(Struct, frozen=True):
    """A snippet that was really run: its code and what came of it."""

    code: str
    """Only the lines worth showing; empty when they stand right above."""
    asked: str
    """The expression that was evaluated afterwards; empty when none was."""
    value: str
    """What `asked` gave; empty when nothing was asked or the code raised."""
    output: str
    error: str
    """`RuntimeError: …` with the line of the snippet; empty when nothing was raised."""
    elapsed_ms: float

    @property
    def gave(self) -> str:
        """In one line: what a learner sees behind the arrow."""
        return self.error or self.value or self.output.rstrip("\n")


class Option(Struct, frozen=True):
    """One option of an item, right or wrong, with what is said of it afterwards."""

    text: str
    form: Literal["prose", "code", "value"]
    is_key: bool
    because: str = ""
    """Why this option is wrong; empty for a key."""
    misconception: str = ""
    """The misconception's name; empty for a key."""
    belief: str = ""
    """The misconception in one sentence; empty for a key."""
    run: Run | None = None
    """What running this option, or reading the snippet this way, really gives."""


class Choose(Struct, frozen=True, tag="choose"):
    """An answer by choosing one option or marking several."""

    options: tuple[Option, ...]
    several: bool = False


class Near(Struct, frozen=True):
    """A wrong answer that is expected of a learner who types."""

    text: tuple[str, ...]
    value: Value | None
    """The value it stands for; None for code."""
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class Typed(Struct, frozen=True, tag="typed"):
    """An answer by typing one value: a shape, a number, a dtype, a text."""

    key: Value
    tolerance: float
    """How far a float may be off; 0 for everything that is compared exactly."""
    near: tuple[Near, ...] = ()


class Condition(Struct, frozen=True):
    """One condition of a goal."""

    code: str
    left: str
    """What is looked at."""
    expected: Value | None
    """What `left` must be, compared outside of the program; None when only the program can tell whether `code` holds."""


class Program(Struct, frozen=True):
    """A program with blanks, ready to be run once they are filled."""

    setup: str
    code: str
    """With its blanks, as the learner sees it."""
    goal: str
    names: dict[str, Any]
    """Parameters that the goal may use."""
    conditions: tuple[Condition, ...] = ()
    """The goal taken apart; empty when it is judged as a whole."""


class Fill(Struct, frozen=True, tag="fill"):
    """An answer by typing code for one or more blanks; whatever meets the goal is right."""

    blanks: tuple[str, ...]
    key: tuple[str, ...]
    program: Program
    near: tuple[Near, ...] = ()


Answer = Choose | Typed | Fill


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


class Count(Struct):
    """How many of one sort are proven, cannot be proven, or are wrong."""

    proven: int = 0
    unproven: int = 0
    wrong: int = 0

    def add(self, other: "Count") -> None:
        """Add another count to this one."""
        self.proven += other.proven
        self.unproven += other.unproven
        self.wrong += other.wrong


class Tally(Struct):
    """What a proof counts."""

    keys: Count = field(default_factory=Count)
    distractors: Count = field(default_factory=Count)
    figures: Count = field(default_factory=Count)
    stages: Count = field(default_factory=Count)
    snippets: int = 0
    """How many snippets were run for it."""

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.keys.add(other.keys)
        self.distractors.add(other.distractors)
        self.figures.add(other.figures)
        self.stages.add(other.stages)
        self.snippets += other.snippets


class Doubt(Struct, frozen=True):
    """Something that is not proven: the way to it within its item, and why."""

    where: tuple[str | int, ...]
    reason: str


class Evidence(Struct, frozen=True):
    """What stands behind a proof."""

    tally: Tally
    unproven: tuple[Doubt, ...] = ()


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


class Stage(Struct, frozen=True):
    """One stage of a lesson's data flow, as it really ran."""

    name: str
    code: str
    before: tuple[int, ...]
    """The shape that comes in; empty for the input."""
    after: tuple[int, ...]
    parameters: int
    means: str
    window_before: tuple[tuple[float, ...], ...] = ()
    """A corner of the first image's first channel (or the first row), as it came in."""
    window_after: tuple[tuple[float, ...], ...] = ()
    """The same corner as it went out."""
    elapsed_ms: float = 0.0


class Trace(Struct, frozen=True):
    """A model's data flow, stage by stage."""

    insight: str
    quiz: tuple[str, ...]
    stages: tuple[Stage, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class ItemHead(Struct, frozen=True):
    """What a list of items needs, without the item."""

    id: str
    kind: str
    level: Level
    proof: str
    """The content hash under which the item's proof is kept."""


class Lesson(Struct, frozen=True):
    """A proven lesson without the bodies of its items, which are read one by one."""

    id: str
    title: str
    minutes: int
    about: str
    torch: str
    """The version of PyTorch that proved it."""
    items: tuple[ItemHead, ...]
    trace: Trace | None = None
    misconceptions: dict[str, str] = field(default_factory=dict)
