"""The answers of items, with one class for each form, but without the code that grades them.

The tag of a form is also the name of the files that implement it, in `grading` and in both front
ends. For example, `grading/choose.py` grades answers with the tag `choose`.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Literal, get_args

from msgspec import Struct

from torchquiz.engine.models.runs import Run, Value


class Option(Struct, frozen=True):
    """An option of an item, which is right or wrong, with its feedback."""

    text: str
    form: Literal["prose", "code", "value"]
    is_key: bool
    because: str = ""
    """Explanation of why this option is wrong. It is empty if the option is right."""
    misconception: str = ""
    """Name of the misconception behind this option. It is empty if the option is right."""
    belief: str = ""
    """The misconception in one sentence. It is empty if the option is right."""
    run: Run | None = None
    """The run that shows the result of this option or of the misconception behind it."""


class Near(Struct, frozen=True):
    """A near miss: a wrong answer that the author expects learners to type."""

    text: tuple[str, ...]
    value: Value | None
    """The wrong value, or None if the answer is code."""
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class NearOrder(Struct, frozen=True):
    """A wrong order of lines that the author expects."""

    order: tuple[int, ...]
    because: str
    misconception: str
    belief: str
    run: Run | None = None


class AnswerStruct(Struct, frozen=True):
    """The base class of all answers, for code that does not depend on their form."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The options to choose from. Forms without options have none."""
        return ()

    @property
    def near(self) -> tuple[Near | NearOrder, ...]:
        """The wrong answers that the author expects, for forms without options."""
        return ()

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The names of the misconceptions behind the wrong answers, without duplicates."""
        names = [mistake.misconception for mistake in (*self.options, *self.near)]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The correct answer as a learner would enter it. Flash cards have none."""
        return ()

    @property
    def parameter_dependent_texts(self) -> tuple[str, ...]:
        """The strings that depend on the item's parameters.

        Each parameter must change at least one of them.
        """
        return self.key_texts

    @property
    def texts(self) -> tuple[str, ...]:
        """All strings that are shown with the answer or compared with a response."""
        return ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of the code behind options and expected wrong answers."""
        return _runs((*self.options, *self.near))


class Choose(AnswerStruct, frozen=True, tag="choose"):
    """An answer given by choosing one or more options."""

    options: tuple[Option, ...]
    several: bool = False

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The wording of the correct options."""
        return tuple(option.text for option in self.options if option.is_key)

    @property
    def texts(self) -> tuple[str, ...]:
        """The wording of all options."""
        return tuple(option.text for option in self.options)


class Typed(AnswerStruct, frozen=True, tag="typed"):
    """An answer given by typing one value: a shape, a number, a dtype or a string."""

    key: Value
    tolerance: float
    """The maximum error of a float, or 0 if values are compared exactly."""
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The correct value as a string."""
        return (self.key.text,)

    @property
    def texts(self) -> tuple[str, ...]:
        """The correct value and the expected wrong values, as strings."""
        return (self.key.text, *_near_texts(self.near))


class Condition(Struct, frozen=True):
    """A condition that is part of a goal."""

    code: str
    left: str
    """The left side of the equation, or the whole condition if it is not an equation."""
    expected: Value | None
    """The value that `left` must have, compared outside the program.

    It is None if `code` can only be evaluated inside the program.
    """


class Program(Struct, frozen=True):
    """A program with blanks, which can be run once the blanks are filled in."""

    setup: str
    code: str
    """The code with its blanks, as the learner sees it."""
    goal: str
    names: dict[str, Any]
    """The parameters that the goal can use, by name."""
    conditions: tuple[Condition, ...] = ()
    """The individual conditions of the goal, or an empty tuple if it is checked as a whole."""


class Fill(AnswerStruct, frozen=True, tag="fill"):
    """An answer given by typing code into blanks. Any code that meets the goal is correct."""

    blanks: tuple[str, ...]
    key: tuple[str, ...]
    program: Program
    near: tuple[Near, ...] = ()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The correct code for each blank."""
        return self.key

    @property
    def texts(self) -> tuple[str, ...]:
        """The correct code for each blank, the goal, and the expected wrong code."""
        return (*self.key, self.program.goal, *_near_texts(self.near))


class Row(Struct, frozen=True):
    """A row of a table: its name and its cells. The learner fills in some of the cells."""

    name: str
    cells: tuple[Typed | str, ...]


class Table(AnswerStruct, frozen=True, tag="table"):
    """An answer given by filling in the empty cells of a table, row by row."""

    columns: tuple[str, ...]
    """The names of the columns."""
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Typed | str, ...]:
        """All cells, in row order."""
        return tuple(chain.from_iterable(row.cells for row in self.rows))

    @property
    def asked(self) -> tuple[Typed, ...]:
        """The cells to fill in, in row order. A response lists its values in this order."""
        return tuple(cell for cell in self.cells if not isinstance(cell, str))

    @property
    def near(self) -> tuple[Near, ...]:
        """The expected wrong values of all cells."""
        return tuple(chain.from_iterable(cell.near for cell in self.asked))

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The correct values of the cells to fill in."""
        return tuple(cell.key.text for cell in self.asked)

    @property
    def texts(self) -> tuple[str, ...]:
        """All strings of the table, including the expected wrong values."""
        names = (row.name for row in self.rows)
        shown = (cell for cell in self.cells if isinstance(cell, str))
        asked = chain.from_iterable(cell.texts for cell in self.asked)
        return (*self.columns, *names, *shown, *asked)


class Arrange(AnswerStruct, frozen=True, tag="arrange"):
    """An answer given by putting lines in order. Any order that meets the goal is correct."""

    lines: tuple[str, ...]
    """The lines in a correct order, which front ends shuffle."""
    form: Literal["code", "prose"]
    right: tuple[tuple[int, ...], ...]
    """All known orders that meet the goal, beginning with the author's."""
    program: Program
    """A program with one blank, which is replaced by the lines in the learner's order."""
    codes: tuple[str, ...] = ()
    """The code of each line, or an empty tuple if the lines themselves are code."""
    near: tuple[NearOrder, ...] = ()

    def codes_in(self, order: Iterable[int]) -> tuple[str, ...]:
        """Return the code of the lines in the given order."""
        return tuple((self.codes or self.lines)[line] for line in order)

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The lines in a correct order, joined into one string."""
        return ("\n".join(self.lines),)

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines, their code, and the goal."""
        return (*self.lines, *self.codes, self.program.goal)


class Case(Struct, frozen=True):
    """A random test case of a check, with its inputs and its expected value."""

    given: str
    """The drawn values, such as `rows = 1, columns = 3`."""
    inputs: tuple[tuple[str, Value], ...]
    """The inputs that were made from the drawn values, by name."""
    code: str
    """The expression to evaluate, which creates the inputs itself."""
    expected: Value


class DrawnValues(Struct, frozen=True):
    """Random values for the variables of a check."""

    given: str
    """The values with their names, such as `rows = 1, columns = 3`."""
    values: str
    """The code of the values, separated by commas."""


class AllDraws(Struct, frozen=True):
    """All random values of a check, from which a smaller failing test case can be chosen."""

    names: str
    """The drawn names, separated by commas."""
    draws: tuple[DrawnValues, ...]
    """The draws, smallest first."""
    inputs: tuple[tuple[str, str], ...]
    """The name and the code of each input, which may use the drawn names."""
    code: str
    """The expression to evaluate, which may use the drawn names and the inputs."""


class Check(Struct, frozen=True):
    """A requirement that the learner's code must meet."""

    says: str
    condition: Condition
    tolerance: float = 0.0
    """The maximum error of a number in the value or in the output."""
    prints: bool = False
    """Whether the condition's `left` consists of statements whose output is compared."""
    cases: tuple[Case, ...] = ()
    """The test cases, smallest first; empty if the condition is only checked once."""
    drawn: AllDraws | None = None
    """All draws of the test cases; None if there are none."""


class Limits(Struct, frozen=True):
    """Limits on the operations and the length of the learner's code."""

    only: tuple[str, ...] = ()
    """The only operations that the code may use, or an empty tuple if it may use any operation."""
    without: tuple[str, ...] = ()
    """Operations that the code must not use."""
    statements: int = 0
    """The maximum number of statements, or 0 if their number is not limited."""


class Write(AnswerStruct, frozen=True, tag="write"):
    """An answer given by writing code, which has to pass checks."""

    starter: str
    key: str
    """The reference solution."""
    program: Program
    """A program that consists of one blank, for the learner's code.

    The goal of the program is met if all checks pass.
    """
    checks: tuple[Check, ...]
    near: tuple[Near, ...] = ()
    limits: Limits = Limits()

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The reference solution."""
        return (self.key,)

    @property
    def parameter_dependent_texts(self) -> tuple[str, ...]:
        """The reference solution, and the values that its checks expect, as strings."""
        cases = (case.expected.text for check in self.checks for case in check.cases)
        return (self.key, *self._expected, *cases)

    @property
    def texts(self) -> tuple[str, ...]:
        """The starter code, the solution, the checks, and the expected wrong code."""
        checks = (check.condition.code for check in self.checks)
        return (self.starter, self.key, *checks, *self._expected, *_near_texts(self.near))

    @property
    def _expected(self) -> tuple[str, ...]:
        values = (check.condition.expected for check in self.checks)
        return tuple(value.text for value in values if value)


class Reveal(AnswerStruct, frozen=True, tag="reveal"):
    """A flash card: the learner recalls the answer, turns the card over, and rates their recall."""

    back: str

    @property
    def parameter_dependent_texts(self) -> tuple[str, ...]:
        """The back of the card."""
        return (self.back,)


Answer = Choose | Typed | Fill | Table | Arrange | Write | Reveal

FORM_TAGS: tuple[str, ...] = tuple(form.__struct_config__.tag for form in get_args(Answer))
"""The tags of all answer forms."""


def _near_texts(near: Iterable[Near]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(mistake.text for mistake in near))


def _runs(mistakes: Iterable[Option | Near | NearOrder]) -> tuple[Run, ...]:
    return tuple(mistake.run for mistake in mistakes if mistake.run is not None)
