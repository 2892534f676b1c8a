"""Defines the data of an answer in each form; `torchquiz.engine.grading` grades it.

The tag of a form is also the name of its file there and in both front ends: `choose` is graded in
`choose.py`.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Literal, get_args

from msgspec import Struct

from torchquiz.engine.models.runs import Run, Value


class Option(Struct, frozen=True):
    """One option of an item, right or wrong, with its feedback."""

    text: str
    form: Literal["prose", "code", "value"]
    is_key: bool
    because: str = ""
    """Explanation why this option is wrong; empty for a key."""
    misconception: str = ""
    """Name of the misconception; empty for a key."""
    belief: str = ""
    """The misconception as one sentence; empty for a key."""
    run: Run | None = None
    """Run of this option, or of the snippet as the misconception reads it."""


class Near(Struct, frozen=True):
    """A wrong typed answer that the item expects."""

    text: tuple[str, ...]
    value: Value | None
    """The wrong value; None for code."""
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class NearOrder(Struct, frozen=True):
    """A wrong order that the item expects."""

    order: tuple[int, ...]
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class AnswerStruct(Struct, frozen=True):
    """The interface of all answers, so that other code need not know their form."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Options to choose from, or an empty tuple if the form has none."""
        return ()

    @property
    def near(self) -> tuple[Near | NearOrder, ...]:
        """Wrong answers that the item expects from learners who type or order."""
        return ()

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """Names of the misconceptions behind the wrong answers, without duplicates."""
        names = [mistake.misconception for mistake in (*self.options, *self.near)]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The key as a learner would enter it, or an empty tuple if there is nothing to enter."""
        return ()

    @property
    def parameter_dependent_texts(self) -> tuple[str, ...]:
        """Texts of which every parameter must change at least one."""
        return self.key_texts

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that the answer shows or compares with."""
        return ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Runs behind the options and expected mistakes."""
        return _runs((*self.options, *self.near))


class Choose(AnswerStruct, frozen=True, tag="choose"):
    """An answer by choosing one option or several."""

    options: tuple[Option, ...]
    several: bool = False

    @property
    def key_texts(self) -> tuple[str, ...]:
        """Texts of the right options."""
        return tuple(option.text for option in self.options if option.is_key)

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of all options."""
        return tuple(option.text for option in self.options)


class Typed(AnswerStruct, frozen=True, tag="typed"):
    """An answer by typing one value: a shape, a number, a dtype or a text."""

    key: Value
    tolerance: float
    """Largest error allowed for a float; 0 for values that are compared exactly."""
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """Text of the right value."""
        return (self.key.text,)

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the right value and of the expected wrong ones."""
        return (self.key.text, *_near_texts(self.near))


class Condition(Struct, frozen=True):
    """One condition of a goal."""

    code: str
    left: str
    """Left side of the comparison."""
    expected: Value | None
    """Value that `left` must have, compared outside the program.

    None if `code` can only be evaluated inside the program.
    """


class Program(Struct, frozen=True):
    """A program with blanks, which can be run once they are filled."""

    setup: str
    code: str
    """Code with its blanks, as the learner sees it."""
    goal: str
    names: dict[str, Any]
    """Parameters that the goal may use."""
    conditions: tuple[Condition, ...] = ()
    """Separate conditions of the goal; empty if it is checked as a whole."""


class Fill(AnswerStruct, frozen=True, tag="fill"):
    """An answer by typing code into blanks; any code that meets the goal is right."""

    blanks: tuple[str, ...]
    key: tuple[str, ...]
    program: Program
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """Code for each blank."""
        return self.key

    @property
    def texts(self) -> tuple[str, ...]:
        """Code for each blank, the goal, and the expected wrong code."""
        return (*self.key, self.program.goal, *_near_texts(self.near))


class Row(Struct, frozen=True):
    """A row of a table: its name and its cells, each either shown or asked."""

    name: str
    cells: tuple[Typed | str, ...]


class Table(AnswerStruct, frozen=True, tag="table"):
    """An answer by filling the asked cells of a table, row by row."""

    columns: tuple[str, ...]
    """Names of the columns."""
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Typed | str, ...]:
        """All cells, row by row."""
        return tuple(chain.from_iterable(row.cells for row in self.rows))

    @property
    def asked(self) -> tuple[Typed, ...]:
        """Cells to fill, row by row, in the order of a response."""
        return tuple(cell for cell in self.cells if not isinstance(cell, str))

    @property
    def near(self) -> tuple[Near, ...]:
        """Wrong values that the item expects in any cell."""
        return tuple(chain.from_iterable(cell.near for cell in self.asked))

    @property
    def key_texts(self) -> tuple[str, ...]:
        """Values of the asked cells."""
        return tuple(cell.key.text for cell in self.asked)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the table, and the expected wrong values."""
        names = (row.name for row in self.rows)
        shown = (cell for cell in self.cells if isinstance(cell, str))
        asked = chain.from_iterable(cell.texts for cell in self.asked)
        return (*self.columns, *names, *shown, *asked)


class Arrange(AnswerStruct, frozen=True, tag="arrange"):
    """An answer by putting lines in order; any order that meets the goal is right."""

    lines: tuple[str, ...]
    """Lines in the key's order; a front end shuffles them."""
    form: Literal["code", "prose"]
    right: tuple[tuple[int, ...], ...]
    """All orders that meet the goal, beginning with the key's."""
    program: Program
    """Program with one blank, for the lines in the learner's order."""
    codes: tuple[str, ...] = ()
    """Code of each line if the lines are steps in words; empty if the lines are code."""
    near: tuple[NearOrder, ...] = ()

    def codes_in(self, order: Iterable[int]) -> tuple[str, ...]:
        """Return the code of the lines in an order."""
        return tuple((self.codes or self.lines)[line] for line in order)

    @property
    def key_texts(self) -> tuple[str, ...]:
        """Lines in the key's order, as one text."""
        return ("\n".join(self.lines),)

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the lines, their code and the goal."""
        return (*self.lines, *self.codes, self.program.goal)


class Check(Struct, frozen=True):
    """A requirement that written code must meet."""

    says: str
    condition: Condition
    tolerance: float = 0.0


class Write(AnswerStruct, frozen=True, tag="write"):
    """An answer by writing code, which is run against checks."""

    starter: str
    key: str
    """The reference solution."""
    program: Program
    """Program that is a single blank for the learner's code; its goal is that all checks hold."""
    checks: tuple[Check, ...]
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The reference solution."""
        return (self.key,)

    @property
    def parameter_dependent_texts(self) -> tuple[str, ...]:
        """Texts of the reference solution and of the values that the checks expect."""
        return (self.key, *self._expected)

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the starter code, the solution, the checks and the expected mistakes."""
        checks = (check.condition.code for check in self.checks)
        return (self.starter, self.key, *checks, *self._expected, *_near_texts(self.near))

    @property
    def _expected(self) -> tuple[str, ...]:
        values = (check.condition.expected for check in self.checks)
        return tuple(value.text for value in values if value)


class Reveal(AnswerStruct, frozen=True, tag="reveal"):
    """An answer by recalling: the learner turns the card and rates the recall."""

    back: str

    @property
    def parameter_dependent_texts(self) -> tuple[str, ...]:
        """Text of the back."""
        return (self.back,)


Answer = Choose | Typed | Fill | Table | Arrange | Write | Reveal

FORM_TAGS: tuple[str, ...] = tuple(form.__struct_config__.tag for form in get_args(Answer))
"""The tags of all forms."""


def _near_texts(near: Iterable[Near]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(mistake.text for mistake in near))


def _runs(mistakes: Iterable[Option | Near | NearOrder]) -> tuple[Run, ...]:
    return tuple(mistake.run for mistake in mistakes if mistake.run is not None)
