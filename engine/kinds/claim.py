"""claim: which statements are true? Each holds, or does not, in code that is run; what no code can show names its source."""

import ast
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.answers import Choose, Option
from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text, Written, listed
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.context import Case, remedy_for
from torchquiz.engine.sandbox.job import Ask, Goal, Outcome, Raised


class Statement(Model):
    """A statement, and the code that shows whether it is true."""

    text: Text
    holds: Code | None = None
    source: Written | None = None

    @model_validator(mode="after")
    def _is_shown_somehow(self) -> "Statement":
        if (self.holds is None) == (self.source is None):
            raise PydanticCustomError(
                "unshown",
                "needs either `holds`, code that shows it, or `source`, where it can be read",
                {},
            )
        return self


class ClaimDistractor(Distractor):
    """A statement that is false; without one, the misconception of whoever takes the other side."""

    text: Text | None = None
    holds: Code | None = None
    source: Written | None = None


def _form_of_key(value: Any) -> str:
    if isinstance(value, list):
        return "statements"
    return "statement" if isinstance(value, dict | Statement) else "truth"


Key = Annotated[
    Annotated[bool, Tag("truth")]
    | Annotated[Statement, Tag("statement")]
    | Annotated[list[Statement], Tag("statements")],
    Discriminator(_form_of_key),
]


class Claim(Item):
    """An item with true and false statements, or with one that is either."""

    statement: Statement | None = None
    key: Key
    distractors: Annotated[list[ClaimDistractor], Field(min_length=1, max_length=5)]
    several: bool = False
    hints: Annotated[list[Text], Field(max_length=3)] = Field(default_factory=list)
    solution: Annotated[list[Text], BeforeValidator(listed)] = Field(default_factory=list)
    check: Text = Text("")

    @property
    def is_quoted(self) -> bool:
        """Whether all of it was taken from elsewhere, so that no code shows any of it."""
        statements: list[Statement | ClaimDistractor] = [*_keys(self), *self.distractors]
        statements += [self.statement] if self.statement else []
        return self.snippet is None and not any(one.holds for one in statements)


MODEL = Claim


def prove(case: Case[Claim]) -> Variant:
    """Run the snippet with two seeds and look which statements hold."""
    item = case.item
    _check_shape(case)
    texts = case.text_asks()
    stated = _stated(case)
    asks = [
        Ask(case.show(one.holds, *where), "goal")
        for one, where, _ in stated
        if one.holds is not None
    ]
    first, again = case.run_twice(
        case.job(case.snippet, "snippet", asks=(*asks, *texts.asks)), len(asks)
    )
    case.demand_ran(first, "the snippet", *(("snippet",) if item.snippet else ()))
    texts.render(first.answers[len(asks) :])
    runs = _judge(case, stated, first, again)
    answer = _sides(case, runs[0]) if item.statement else _options(case, runs)
    run = Run("", "", "", first.output, "", first.elapsed_ms) if item.snippet else None
    return case.variant(
        answer, run, statement=case.text("statement", "text") if item.statement else ""
    )


def _check_shape(case: Case[Claim]) -> None:
    """Either statements to choose among, or one statement and whether it is true."""
    item = case.item
    if (item.statement is None) == isinstance(item.key, bool):
        raise case.refuse(
            "`statement` goes with `key: true` or `key: false`, and only with it.",
            "Give both, or neither.",
            "key",
        )
    bare = [number for number, one in enumerate(item.distractors) if one.text is None]
    if item.statement is not None and (len(item.distractors) != 1 or not bare):
        raise case.refuse(
            "a statement that is true or false has one distractor, with `misconception` and `because` alone.",
            "Remove the rest.",
            "distractors",
        )
    for name in ("hints", "solution", "check"):
        if not item.is_quoted and not getattr(item, name):
            raise case.refuse(
                f"'{name}' is missing.",
                "Add it; only an item that is quoted from elsewhere goes without.",
                name,
            )
    if item.statement is None and bare:
        raise case.refuse(
            "the distractor says nothing.", "Give it a `text`.", "distractors", bare[0]
        )
    for number, one in enumerate(item.distractors):
        if one.text is not None and (one.holds is None) == (one.source is None):
            message = "the distractor needs either `holds`, code that shows that it is false, or `source`, where it can be read."
            raise case.refuse(message, "Add one of them.", "distractors", number)


def _keys(item: Claim) -> list[Statement]:
    if isinstance(item.key, bool):
        return []
    return item.key if isinstance(item.key, list) else [item.key]


Stated = tuple[Statement | ClaimDistractor, tuple[str | int, ...], bool]
"""A statement, where its `holds` stands, and whether it is said to be true."""


def _stated(case: Case[Claim]) -> list[Stated]:
    item = case.item
    if item.statement is not None:
        return [(item.statement, ("statement", "holds"), item.key is True)]
    place = (
        (lambda number: ("key", number))
        if isinstance(item.key, list)
        else (lambda number: ("key",))
    )
    keys: list[Stated] = [
        (one, (*place(number), "holds"), True) for number, one in enumerate(_keys(item))
    ]
    return keys + [
        (one, ("distractors", number, "holds"), False)
        for number, one in enumerate(item.distractors)
    ]


def _judge(
    case: Case[Claim], stated: list[Stated], first: Outcome, again: Outcome
) -> list[Run | None]:
    """What running each statement showed; None for those that only name a source."""
    answers = iter(zip(first.answers, again.answers, strict=False))
    runs: list[Run | None] = []
    for one, where, is_true in stated:
        count = case.tally.keys if where[0] in ("key", "statement") else case.tally.distractors
        if one.holds is None:
            count.unproven += 1
            case.doubt(f"no code shows it; its source: {one.source}", *where[:-1])
            runs.append(None)
            continue
        answer, other = next(answers)
        if _agrees(case, one.holds, answer, other, is_true, where):
            count.proven += 1
        else:
            count.wrong += 1
        code = case.show(one.holds, *where)
        runs.append(
            Run("", code, str(answer.holds), "", "", first.elapsed_ms)
            if isinstance(answer, Goal)
            else None
        )
    return runs


def _is_literal(code: str) -> bool:
    return isinstance(ast.parse(code.strip(), mode="eval").body, ast.Constant)


def _agrees(
    case: Case[Claim],
    holds: Code,
    answer: object,
    again: object,
    is_true: bool,
    where: tuple[str | int, ...],
) -> bool:
    if not isinstance(answer, Goal):
        assert isinstance(answer, Raised)
        case.fault(f"`holds` cannot be evaluated: {answer.sentence}.", remedy_for(answer), *where)
        return False
    if _is_literal(case.show(holds, *where)):
        case.fault(
            f"`holds` is {holds.strip()} and looks at nothing.",
            "Write an expression over what the code gave.",
            *where,
        )
        return False
    if answer != again and isinstance(again, Goal) and again.holds != answer.holds:
        case.fault(
            "whether this holds depends on chance.",
            "Pin the seed in the snippet with torch.manual_seed(…).",
            *where,
        )
        return False
    if answer.holds != is_true:
        seen = (
            f"PyTorch: {answer.sentence}" if answer.seen else "Change the statement, or its code."
        )
        said = (
            "is said to be true, and does not hold"
            if is_true
            else "is said to be false, and holds: it is right as well"
        )
        case.fault(f"the statement {said}.", seen, *where)
        return False
    return True


def _sides(case: Case[Claim], run: Run | None) -> Choose:
    """True and False as the two options."""
    item = case.item
    wrong = case.option(item.distractors[0], 0, str(not item.key), "prose", run)
    return Choose((Option(str(item.key), "prose", is_key=True), wrong))


def _options(case: Case[Claim], runs: list[Run | None]) -> Choose:
    item = case.item
    keys = _keys(item)
    place = (
        [("key", number, "text") for number in range(len(keys))]
        if isinstance(item.key, list)
        else [("key", "text")]
    )
    right = [
        Option(case.text(*where), "prose", is_key=True, run=run)
        for where, run in zip(place, runs, strict=False)
    ]
    wrong = [
        case.option(
            one, number, case.text("distractors", number, "text"), "prose", runs[len(keys) + number]
        )
        for number, one in enumerate(item.distractors)
    ]
    texts = [option.text for option in (*right, *wrong)]
    for number, option in enumerate(wrong):
        if texts.count(option.text) > 1:
            case.fault(
                "two options say the same.", "Change one of them.", "distractors", number, "text"
            )
    return Choose((*right, *wrong), several=item.several or len(keys) > 1)
