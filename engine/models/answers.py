"""The forms that an answer can take, as a front end is handed them; `engine.answers` grades each."""

from typing import Any, Literal

from msgspec import Struct

from engine.models.runs import Run, Value


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


class Row(Struct, frozen=True):
    """A row of a table: what it is called, and its cells, of which some are shown and the others asked."""

    name: str
    cells: tuple[Typed | str, ...]


class Table(Struct, frozen=True, tag="table"):
    """An answer by filling the asked cells of a table, row by row."""

    columns: tuple[str, ...]
    """What the cells' columns are called."""
    rows: tuple[Row, ...]

    @property
    def asked(self) -> tuple[Typed, ...]:
        """The cells to be filled, row by row, as a response names them."""
        return tuple(cell for row in self.rows for cell in row.cells if isinstance(cell, Typed))


class NearOrder(Struct, frozen=True):
    """A wrong order that is expected of a learner."""

    order: tuple[int, ...]
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class Arrange(Struct, frozen=True, tag="arrange"):
    """An answer by putting lines into an order; whatever order meets the goal is right."""

    lines: tuple[str, ...]
    """In the key's order; a front end shuffles them."""
    form: Literal["code", "prose"]
    right: tuple[tuple[int, ...], ...]
    """Every order that meets the goal, the key's first."""
    program: Program
    """Its `code` holds one blank, where the lines in the learner's order belong."""
    codes: tuple[str, ...] = ()
    """The code of each line, where the lines are steps in words; empty where the lines are the code."""
    near: tuple[NearOrder, ...] = ()


class Check(Struct, frozen=True):
    """One thing that written code must do."""

    says: str
    condition: Condition
    tolerance: float = 0.0


class Write(Struct, frozen=True, tag="write"):
    """An answer by writing code, which is run against checks."""

    starter: str
    key: str
    """The reference solution."""
    program: Program
    """Its `code` is one blank, which the learner's code fills; its goal is that all checks hold."""
    checks: tuple[Check, ...]
    near: tuple[Near, ...] = ()


class Reveal(Struct, frozen=True, tag="reveal"):
    """An answer by recalling: the back is revealed on demand, and the learner rates how well it went."""

    back: str


Answer = Choose | Typed | Fill | Write | Reveal

TYPED = frozenset({"typed", "fill", "table", "arrange", "write"})
"""The tags of the forms in which learners make their answer, and choose from nothing."""
