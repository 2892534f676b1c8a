"""Suggests improvements to single items, with one small rule per known weakness of quiz items."""

import re
from collections.abc import Iterator

from torchquiz.engine.authoring.filled_in import filled_in_texts
from torchquiz.engine.authoring.remark import Remark, Rule
from torchquiz.engine.authoring.unused_known import unused_known
from torchquiz.engine.models import authored
from torchquiz.engine.models.answers import Option
from torchquiz.engine.models.proven import Item
from torchquiz.engine.proof.asked_value import ValueItem
from torchquiz.engine.proof.figures import STATES_RESULT
from torchquiz.engine.proof.written_figures import NUMBER, SHAPE
from torchquiz.engine.text.spans import INLINE_CODE
from torchquiz.engine.variants.templates import TemplateError, parts
from torchquiz.engine.yaml.positions import Where

LONGER = 1.3
"""Ratio of the key's length to that of the longest wrong option, above which the key stands out."""
LINES = 25
"""The number of lines of code that fit on a screen together with the question and its options."""
NEGATED = re.compile(
    r"\b(which|what|mark|choose)\b"
    # The match ends with the clause, because a 'not' in a subordinate clause does not negate the
    # question.
    r"(?:(?!\b(when|if|that|although|because|while|where|unless|who)\b)[^.?])*"
    r"\b(not|never|except)\b",
    re.IGNORECASE,
)
"""A question phrased in the negative: `Which of these does not need a gradient?`."""
ALL_OR_NONE = re.compile(
    r"\b(all|none|both|neither|any) of (the above|these|them)\b", re.IGNORECASE
)
"""An option that refers to the other options: `All of the above`."""
VAGUE = re.compile(
    r"(?:(?:no|nope|sorry)[.,!]? ?)?"
    r"(?:(?:(?:it|this|that|the code|this option|this code) (?:simply |just |also )?)?"
    r"(?:fails|is (?:just |simply )?(?:wrong|incorrect|false|not (?:true|right|correct))"
    r"|(?:does not|doesn't) work|raises(?: an (?:error|exception))?"
    r"|gives (?:an error|something else))"
    r"|wrong|incorrect|false|error|see (?:the |above|below).*|(?:that is |this is )?obvious(?:ly)?"
    r"|by definition|of course)?[.!]?",
    re.IGNORECASE,
)
"""Matches a text that does not explain anything, such as `It fails.` or `See the documentation.`"""
LITERAL = re.compile(r"(?<![\w.])\d+(?![\w.])")
"""An integer that is not part of a name or of another number: `28`, but not `conv2d`."""
SMALL = frozenset("012")
GOES_ON = re.compile(r"\s*[-+*/×·÷−%^²]")
"""An operator, which shows that the number before it is an operand rather than a result: ` * 3`."""
EQUALS = re.compile(r"[\d)\x00]\s*[=≈→]\s*$")
"""An equals sign after a number, a closing bracket or a placeholder (`\\0`): `2 * 3 = `."""
PLAIN_NUMBER = re.compile(r"[-+]?[\d.,]+(e[-+]?\d+)?")
"""An option that is a number: `-1,024.5` or `1e-3`."""
COMPUTED = "\x00"
"""A placeholder for quoted code and computed numbers, which the author did not type as results."""


def wrong_options(item: Item) -> list[Option]:
    """Return the wrong options in the first variant of an item."""
    return [option for option in item.variants[0].answer.options if not option.is_key]


def longest_key(item: Item, by: float) -> bool:
    """Return whether the correct option is more than `by` times as long as every wrong option.

    The result is False if the item has several correct options.
    """
    keys = _keys(item)
    if len(keys) != 1:
        return False
    return len(keys[0].text) > by * max(len(option.text) for option in wrong_options(item))


def _keys(item: Item) -> list[Option]:
    return [option for option in item.variants[0].answer.options if option.is_key]


def _is_statement(item: authored.Item) -> bool:
    return isinstance(getattr(item, "key", None), bool)


def _long_key(item: authored.Item, proven: Item) -> Iterator[Remark]:
    options = wrong_options(proven)
    if len(options) > 1 and options[0].form == "prose" and longest_key(proven, LONGER):
        yield Remark(
            ("key",),
            "the key is much longer than the other options.",
            "Shorten it, or lengthen a wrong option.",
        )


def _negative_question(item: authored.Item, proven: Item) -> Iterator[Remark]:
    if NEGATED.search(item.stem):
        yield Remark(
            ("stem",),
            "the question is phrased in the negative.",
            "Rephrase it positively; a 'not' is easily overlooked.",
        )


def _vague_texts(item: authored.Item, proven: Item) -> Iterator[Remark]:
    for where, text in item.texts():
        is_explanation = where[-1] == "because" or where[0] in ("solution", "check")
        if is_explanation and text.strip() and VAGUE.fullmatch(" ".join(text.split())):
            yield Remark(
                where, f"“{text.strip()}” explains nothing.", "Say what happens instead, and why."
            )


def _all_or_none(item: authored.Item, proven: Item) -> Iterator[Remark]:
    for option in proven.variants[0].answer.options:
        if phrase := ALL_OR_NONE.search(option.text):
            where: Where = ("key",) if option.is_key else ("distractors",)
            yield Remark(
                where,
                f"an option says '{phrase[0]}'.",
                "Spell out what it refers to, since options are shuffled.",
            )


def _long_snippet(item: authored.Item, proven: Item) -> Iterator[Remark]:
    lines = max(len(variant.snippet.splitlines()) for variant in proven.variants)
    if lines > LINES:
        yield Remark(
            ("snippet",),
            f"the snippet has {lines} lines.",
            f"Show at most {LINES}; move code that learners do not need to read to `setup:`.",
        )


def _number_of_options(item: authored.Item, proven: Item) -> Iterator[Remark]:
    count = len(wrong_options(proven))
    if _is_statement(item) or not count:
        return
    if count < 2:
        yield Remark(
            ("distractors",),
            "there is only one wrong option.",
            "Add one that results from a different mistake.",
            at_key=True,
        )
    if count > 4:
        remedy = "Keep only those that learners actually choose."
        yield Remark(("distractors",), f"there are {count} wrong options.", remedy, at_key=True)


def _forms(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """Yield a remark if the correct option is the only one that is code, a number or a sentence."""
    wrong = {_form(option) for option in wrong_options(proven)}
    keys = {_form(option) for option in _keys(proven)}
    may_differ = (
        not item.has_worded_options or _is_statement(item) or len(wrong_options(proven)) < 2
    )
    if not may_differ and not keys & wrong:
        key, others = " and ".join(sorted(keys)), " or ".join(sorted(wrong))
        yield Remark(
            ("key",),
            f"only the key is {key}; the other options are {others}.",
            "Give at least one of them the same form as the key.",
        )


def _form(option: Option) -> str:
    text = option.text.strip()
    if option.form == "prose":
        return "a whole sentence" if text.endswith((".", "!")) else "a phrase"
    if option.form == "code":
        return "code of several lines" if "\n" in text else "code of one line"
    if PLAIN_NUMBER.fullmatch(text):
        return "a number"
    return "a shape or list" if text.startswith(("(", "[", "torch.Size")) else "another value"


def _few_hints(item: authored.Item, proven: Item) -> Iterator[Remark]:
    if item.level == "hard" and len(item.hints) < 2 and item.needs_hints:
        yield Remark(
            ("hints",),
            "the item is hard and has fewer than 2 hints.",
            "Add a hint that suggests a first step.",
            at_key=True,
        )


def _typed_figure(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """Yield remarks on results that the author typed into explanations.

    A computed result changes with the code, but a typed one does not.
    """
    options = [
        option.text for option in proven.variants[0].answer.options if option.form != "value"
    ]
    shown = "\n".join([item.stem, item.snippet or "", str(getattr(item, "starter", "")), *options])
    for where, text in item.texts():
        is_explained = where[-1] == "because" or where[0] in ("solution", "check", "back")
        if is_explained and (result := _result(text, shown)):
            remedy = "Write it as {expression}, so that it stays correct when the code changes."
            yield Remark(where, f"the result {result} is typed in by hand, not computed.", remedy)


def _result(text: str, shown: str) -> str:
    """Return a result that is typed into an explanation, or an empty string if there is none.

    Args:
        text: the explanation.
        shown: everything that the question shows. A number that the question shows counts as given
            and not as a result, unless the explanation puts it after a calculation.
    """
    try:
        plain = "".join(part if isinstance(part, str) else COMPUTED for part in parts(text))
    except TemplateError:
        return ""
    plain = INLINE_CODE.sub(COMPUTED, plain)
    for shape in SHAPE.finditer(plain):
        if shape[0] not in shown:
            return shape[0]
    given = SMALL | set(LITERAL.findall(shown))
    for number in NUMBER.finditer(plain):
        if not GOES_ON.match(plain, number.end()) and _is_result(number, given):
            return number[0]
    return ""


def _is_result(number: re.Match[str], given: set[str] | frozenset[str]) -> bool:
    """Return whether the text states the number as a result or puts it after a calculation."""
    before = number.string[: number.start()]
    if number[0] not in SMALL and EQUALS.search(before):
        return True
    is_stated = STATES_RESULT.search(before) is not None and not before.rstrip().endswith("=")
    return is_stated and number[0] not in given


def _no_parameters(item: authored.Item, proven: Item) -> Iterator[Remark]:
    """Yield a remark if the code and the answer share a number that could become a parameter."""
    in_key = set(LITERAL.findall(str(getattr(item, "key", ""))))
    in_code = set(LITERAL.findall(str(item.snippet or "")))
    if isinstance(item, ValueItem) and not item.given and (in_code & in_key) - SMALL:
        message = "the item has numbers that could vary, but no parameters."
        yield Remark(
            ("snippet",),
            message,
            "Turn some of them into parameters under `given:`.",
            at_key=True,
        )


def _unused_known_figure(item: authored.Item, proven: Item) -> Iterator[Remark]:
    for number, figure in unused_known(item.known, (text for _, text in item.texts())):
        message = (
            f"the number {figure}, which is listed under `known`, appears nowhere in the item."
        )
        yield Remark(("known", number), message, "Remove it from `known`.")


def _repeated_explanation(item: authored.Item, proven: Item) -> Iterator[Remark]:
    if item.kind == "order":
        return  # Several wrong orders may fail for the same reason.
    seen: set[str] = set()
    for number, option in enumerate(getattr(item, "distractors", [])):
        because = " ".join(option.because.split())
        if because and because in seen:
            yield Remark(
                ("distractors", number, "because"),
                "another option has the same explanation.",
                "Say why this one is wrong.",
            )
        seen.add(because)


REMARKS: tuple[Rule, ...] = (
    _long_key,
    _negative_question,
    _all_or_none,
    _long_snippet,
    _number_of_options,
    _forms,
    _few_hints,
    _typed_figure,
    filled_in_texts,
    _no_parameters,
    _unused_known_figure,
    _repeated_explanation,
    _vague_texts,
)
