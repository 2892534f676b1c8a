"""Advice on single items: one small rule for each thing that experience with quizzes warns of."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from torchquiz.engine.models import authored
from torchquiz.engine.models.answers import Option
from torchquiz.engine.models.proven import Item
from torchquiz.engine.proof.figures import NUMBER, SAID, SHAPE
from torchquiz.engine.variants.templates import TemplateError, parts
from torchquiz.engine.yaml.positions import Where

LONGER = 1.3
"""A key so many times as long as the longest wrong option is seen at a glance."""
LINES = 25
"""Of code, on a screen with the question and its options."""
NEGATED = re.compile(
    r"\b(which|what|mark|choose)\b(?:(?!\b(when|if|that|although|because|while|where|unless|who)\b)[^.?])*\b(not|never|except)\b",
    re.IGNORECASE,
)
"""What is asked for is what is not; a 'not' in a clause of its own is no trap."""
ALL_OR_NONE = re.compile(
    r"\b(all|none|both|neither|any) of (the above|these|them)\b", re.IGNORECASE
)
LITERAL = re.compile(r"(?<![\w.])\d+(?![\w.])")
SMALL = frozenset("012")
GOES_ON = re.compile(r"\s*[-+*/×·÷−%^²]")
"""A number before an operator begins a calculation, and is not what comes of it."""
EQUALS = re.compile(r"[\d)\x00]\s*[=≈→]\s*$")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that could be better: where, what, and what to do about it."""

    where: Where
    message: str
    remedy: str
    at_key: bool = False


Rule = Callable[[authored.Item, Item], Iterator[Remark]]


def wrong_options(item: Item) -> list[Option]:
    """Return the wrong options that a learner chooses among; none where the answer is typed."""
    return [option for option in item.variants[0].answer.options if not option.is_key]


def longest_key(item: Item, by: float) -> bool:
    """Whether the one key is longer than every wrong option, so many times."""
    keys = _keys(item)
    return len(keys) == 1 and len(keys[0].text) > by * max(
        len(option.text) for option in wrong_options(item)
    )


def _keys(item: Item) -> list[Option]:
    return [option for option in item.variants[0].answer.options if option.is_key]


def _is_statement(item: authored.Item) -> bool:
    return isinstance(getattr(item, "key", None), bool)


def _long_key(item: authored.Item, proven: Item) -> Iterator[Remark]:
    options = wrong_options(proven)
    if len(options) > 1 and options[0].form == "prose" and longest_key(proven, LONGER):
        yield Remark(
            ("key",),
            "the key is by far the longest option.",
            "Shorten it, or say as much in a wrong option.",
        )


def _negated(item: authored.Item, proven: Item) -> Iterator[Remark]:
    if NEGATED.search(item.stem):
        yield Remark(
            ("stem",),
            "the question is asked in the negative.",
            "Ask for what is, or does; a 'not' is overread.",
        )


def _all_or_none(item: authored.Item, proven: Item) -> Iterator[Remark]:
    for option in [*_keys(proven), *wrong_options(proven)]:
        if found := ALL_OR_NONE.search(option.text):
            where: Where = ("key",) if option.is_key else ("distractors",)
            yield Remark(
                where,
                f"an option says '{found[0]}'.",
                "Write what it stands for; options are shuffled.",
            )


def _long_snippet(item: authored.Item, proven: Item) -> Iterator[Remark]:
    lines = max(len(variant.snippet.splitlines()) for variant in proven.variants)
    if lines > LINES:
        yield Remark(
            ("snippet",),
            f"the snippet has {lines} lines.",
            f"Show {LINES} at most; move what is known to 'setup:'.",
        )


def _number_of_options(item: authored.Item, proven: Item) -> Iterator[Remark]:
    count = len(wrong_options(proven))
    if _is_statement(item) or not count:
        return
    if count < 2:
        yield Remark(
            ("distractors",),
            "there is a single wrong option.",
            "Add one that another mistake leads to.",
            at_key=True,
        )
    if count > 4:
        remedy = "Keep those that learners really take."
        yield Remark(("distractors",), f"there are {count} wrong options.", remedy, at_key=True)


def _forms(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """A key that alone has its form gives itself away."""
    wrong = {_form(option) for option in wrong_options(proven)}
    keys = {_form(option) for option in _keys(proven)}
    if (
        item.kind != "raises"
        and len(wrong_options(proven)) > 1
        and not _is_statement(item)
        and not keys & wrong
    ):
        key, others = " and ".join(sorted(keys)), " or ".join(sorted(wrong))
        yield Remark(
            ("key",),
            f"the key alone is {key}; the others are {others}.",
            "Give at least one of them the key's form.",
        )


def _form(option: Option) -> str:
    text = option.text.strip()
    if option.form == "prose":
        return "a whole sentence" if text.endswith((".", "!")) else "a phrase"
    if option.form == "code":
        return "code of several lines" if "\n" in text else "code of one line"
    if re.fullmatch(r"[-+]?[\d.,]+(e[-+]?\d+)?", text):
        return "a number"
    return "a shape or list" if text.startswith(("(", "[", "torch.Size")) else "another value"


def _few_hints(item: authored.Item, proven: Item) -> Iterator[Remark]:
    if item.level == "hard" and len(item.hints) < 2 and item.kind != "card":
        yield Remark(
            ("hints",),
            "a hard item has fewer than 2 hints.",
            "Add a first step before the last one.",
            at_key=True,
        )


def _typed_figure(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """Results that are typed in explanations; a figure that is computed follows the code when it is changed."""
    options = (
        option.text for option in [*_keys(proven), *wrong_options(proven)] if option.form != "value"
    )
    shown = "\n".join([item.stem, item.snippet or "", str(getattr(item, "starter", "")), *options])
    for where, text in item.texts():
        is_explained = where[-1] == "because" or where[0] in ("solution", "check", "back")
        if is_explained and (result := _result(text, shown)):
            remedy = "Write it as {expression}, so that it follows when the code changes."
            yield Remark(where, f"the result {result} is typed.", remedy)


def _result(text: str, shown: str) -> str:
    """A shape or number that is said to come out and that no template computes; empty when there is none.

    What the question shows is given, and no result, unless it stands behind a calculation.
    """
    try:
        plain = "".join(part if isinstance(part, str) else "\x00" for part in parts(text))
    except TemplateError:
        return ""
    plain = re.sub("`[^`]*`", "\x00", plain)
    found = [one[0] for one in SHAPE.finditer(plain) if one[0] not in shown]
    given = SMALL | set(LITERAL.findall(shown))
    for number in NUMBER.finditer(plain):
        before = plain[: number.start()]
        if GOES_ON.match(plain, number.end()):
            continue
        is_said = (
            number[0] not in given and SAID.search(before) and not before.rstrip().endswith("=")
        )
        if is_said or (number[0] not in SMALL and EQUALS.search(before)):
            found.append(number[0])
    return next(iter(found), "")


def _no_parameters(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """Where a rule leads from the numbers of the code to the key, other numbers make more items."""
    key = str(getattr(item, "key", ""))
    in_code = set(LITERAL.findall(str(item.snippet or ""))) - SMALL
    if item.kind == "predict" and not item.given and in_code & (set(LITERAL.findall(key)) - SMALL):
        message = "it has no parameters, and numbers that could vary."
        yield Remark(
            ("snippet",), message, "Put some of them under 'given:' and into the key.", at_key=True
        )


REMARKS: tuple[Rule, ...] = (
    _long_key,
    _negated,
    _all_or_none,
    _long_snippet,
    _number_of_options,
    _forms,
    _few_hints,
    _typed_figure,
    _no_parameters,
)
