"""The data of an answer in each form; `torchquiz.engine.grading` holds what is done with it.

A form's tag names its file there and in both front ends: `choose` is graded in `choose.py`.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Literal, get_args

from msgspec import Struct

from torchquiz.engine.models.runs import Run, Value


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


class Near(Struct, frozen=True):
    """A wrong answer that is expected of a learner who types."""

    text: tuple[str, ...]
    value: Value | None
    """The value it stands for; None for code."""
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class NearOrder(Struct, frozen=True):
    """A wrong order that is expected of a learner."""

    order: tuple[int, ...]
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class AnswerStruct(Struct, frozen=True):
    """What every answer has, so that nobody else needs to know which form it takes."""

    @property
    def options(self) -> tuple[Option, ...]:
        """What the learner chooses from; empty where nothing is chosen."""
        return ()

    @property
    def near(self) -> tuple[Near | NearOrder, ...]:
        """The wrong answers that the item expects from learners who choose from nothing."""
        return ()

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The names of the misconceptions that lead to a wrong answer, each once."""
        names = [mistake.misconception for mistake in (*self.options, *self.near)]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The key as the learner would give it; empty where there is none to give."""
        return ()

    @property
    def decided(self) -> tuple[str, ...]:
        """What a parameter must change."""
        return self.key_texts

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that it shows or knows to be right or wrong."""
        return ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs behind its options and expected mistakes."""
        return _runs((*self.options, *self.near))


class Choose(AnswerStruct, frozen=True, tag="choose"):
    """An answer by choosing one option or marking several."""

    options: tuple[Option, ...]
    several: bool = False

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The right options."""
        return tuple(option.text for option in self.options if option.is_key)

    @property
    def texts(self) -> tuple[str, ...]:
        """All options."""
        return tuple(option.text for option in self.options)


class Typed(AnswerStruct, frozen=True, tag="typed"):
    """An answer by typing one value: a shape, a number, a dtype, a text."""

    key: Value
    tolerance: float
    """How far a float may be off; 0 for everything that is compared exactly."""
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The value."""
        return (self.key.text,)

    @property
    def texts(self) -> tuple[str, ...]:
        """The value, and those that are expected instead of it."""
        return (self.key.text, *_near_texts(self.near))


class Condition(Struct, frozen=True):
    """One condition of a goal."""

    code: str
    left: str
    """What is looked at."""
    expected: Value | None
    """What `left` must be, compared outside of the program.

    None when only the program can tell whether `code` holds.
    """


class Program(Struct, frozen=True):
    """A program with blanks, ready to be run once they are filled."""

    setup: str
    code: str
    """With its blanks, as the learner sees it."""
    goal: str
    names: dict[str, Any]
    """Parameters that the goal may use."""
    conditions: tuple[Condition, ...] = ()
    """The goal taken apart; empty when it is checked as a whole."""


class Fill(AnswerStruct, frozen=True, tag="fill"):
    """An answer by typing code for one or more blanks; whatever meets the goal is right."""

    blanks: tuple[str, ...]
    key: tuple[str, ...]
    program: Program
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The code for each blank."""
        return self.key

    @property
    def texts(self) -> tuple[str, ...]:
        """The code for each blank, what is expected instead of it, and the goal."""
        return (*self.key, self.program.goal, *_near_texts(self.near))


class Row(Struct, frozen=True):
    """A row of a table: its name and its cells, of which some are shown and the others asked."""

    name: str
    cells: tuple[Typed | str, ...]


class Table(AnswerStruct, frozen=True, tag="table"):
    """An answer by filling the asked cells of a table, row by row."""

    columns: tuple[str, ...]
    """What the cells' columns are called."""
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Typed | str, ...]:
        """All cells, row by row."""
        return tuple(chain.from_iterable(row.cells for row in self.rows))

    @property
    def asked(self) -> tuple[Typed, ...]:
        """The cells to fill, row by row, as a response gives them."""
        return tuple(cell for cell in self.cells if not isinstance(cell, str))

    @property
    def near(self) -> tuple[Near, ...]:
        """The wrong values that are expected in any cell."""
        return tuple(chain.from_iterable(cell.near for cell in self.asked))

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The asked cells' values."""
        return tuple(cell.key.text for cell in self.asked)

    @property
    def texts(self) -> tuple[str, ...]:
        """The whole table, and what is expected instead of its values."""
        names = (row.name for row in self.rows)
        shown = (cell for cell in self.cells if isinstance(cell, str))
        asked = chain.from_iterable(cell.texts for cell in self.asked)
        return (*self.columns, *names, *shown, *asked)


class Arrange(AnswerStruct, frozen=True, tag="arrange"):
    """An answer by putting lines into an order; whatever order meets the goal is right."""

    lines: tuple[str, ...]
    """In the key's order; a front end shuffles them."""
    form: Literal["code", "prose"]
    right: tuple[tuple[int, ...], ...]
    """Every order that meets the goal, the key's first."""
    program: Program
    """Its `code` holds one blank, where the lines in the learner's order belong."""
    codes: tuple[str, ...] = ()
    """The code of each line, where the lines are steps in words.

    Empty where the lines are the code.
    """
    near: tuple[NearOrder, ...] = ()

    def codes_in(self, order: Iterable[int]) -> tuple[str, ...]:
        """The lines' code in an order."""
        return tuple((self.codes or self.lines)[line] for line in order)

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The lines in the key's order, as one text."""
        return ("\n".join(self.lines),)

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines and their code, and the goal."""
        return (*self.lines, *self.codes, self.program.goal)


class Check(Struct, frozen=True):
    """One thing that written code must do."""

    says: str
    condition: Condition
    tolerance: float = 0.0


class Write(AnswerStruct, frozen=True, tag="write"):
    """An answer by writing code, which is run against checks."""

    starter: str
    key: str
    """The reference solution."""
    program: Program
    """Its `code` is one blank, which the learner's code fills; its goal is that all checks hold."""
    checks: tuple[Check, ...]
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The reference solution."""
        return (self.key,)

    @property
    def decided(self) -> tuple[str, ...]:
        """The reference solution, and what its checks compare with."""
        return (self.key, *self._expected)

    @property
    def texts(self) -> tuple[str, ...]:
        """The starting code and the solution, the mistakes that are expected, and the checks."""
        checks = (check.condition.code for check in self.checks)
        return (self.starter, self.key, *checks, *self._expected, *_near_texts(self.near))

    @property
    def _expected(self) -> tuple[str, ...]:
        values = (check.condition.expected for check in self.checks)
        return tuple(value.text for value in values if value)


class Reveal(AnswerStruct, frozen=True, tag="reveal"):
    """An answer by recalling: the learner reveals the back and rates how well it went."""

    back: str

    @property
    def decided(self) -> tuple[str, ...]:
        """The back."""
        return (self.back,)


Answer = Choose | Typed | Fill | Table | Arrange | Write | Reveal

FORM_TAGS: tuple[str, ...] = tuple(form.__struct_config__.tag for form in get_args(Answer))
"""The tags of all forms."""


def _near_texts(near: Iterable[Near]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(mistake.text for mistake in near))


def _runs(mistakes: Iterable[Option | Near | NearOrder]) -> tuple[Run, ...]:
    return tuple(mistake.run for mistake in mistakes if mistake.run is not None)
