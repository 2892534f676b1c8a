"""What else a proof looks at, whatever the kind: figures, hints, lengths, and whether parameters matter."""

import re
from collections.abc import Sequence

from torchquiz.engine.errors import Amendment
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.context import Case
from torchquiz.engine.proof.figures import Looked, known_figures, look, look_at_equations
from torchquiz.engine.proof.lookalikes import appearance
from torchquiz.engine.yaml.positions import Where

EXPLAINING = ("hints", "solution", "check", "back")
EXPLAINED_WITHIN = ("because", "says")
SAYING = ("stem", "columns", "rows", "lines")
"""What belongs to the question, whose equations are looked at and whose numbers are not."""
COMMON = {
    "true",
    "false",
    "to",
    "in",
    "at",
    "all",
    "any",
    "and",
    "or",
    "not",
    "is",
    "for",
    "t",
    "x",
}
"""Words that any sentence may hold."""
NUMBER_KEY = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
SMALL_NUMBERS = {"0.0", "1.0", "-1"}
NUMBER_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "eight": "8",
    "ten": "10",
}
FILL = re.compile(r"^__\d__: (.*)$", re.MULTILINE)
"""The parts of an option with several blanks."""
RAISED = re.compile(r"(?<=[a-z]) on (?=line \d+$)")
"""Splits what `raises` asks for: an exception and a line."""
LONGER = 1.6
MUCH_LONGER = 25
"""An option is the only long one when it is both 1.6 times and 25 characters longer than the next."""


def check_variant(case: Case[Item], variant: Variant) -> None:
    """Check a proven variant's texts and options."""
    _check_figures(case, variant)
    _check_looks(case, variant)
    _check_hints(case, variant)
    _check_lengths(case, variant)


def _explains(where: Where) -> bool:
    return where[0] in EXPLAINING or where[-1] in EXPLAINED_WITHIN


def _check_figures(case: Case[Item], variant: Variant) -> None:
    """Of what explains, every figure; of a statement's key, those that its code shows; of the question, equations."""
    values = list(case.draw.values.values())
    known = known_figures(variant, case.rendered.values(), values)
    shown = known_figures(variant, case.rendered.values(), values, with_options=False)
    for where, text in case.rendered.items():
        if _explains(where):
            _tell_figures(case, look(text, known), where)
        elif where[0] == "key":
            _tell_figures(case, look(text, shown), where)
        elif where[0] in SAYING:
            _tell_figures(case, look_at_equations(text), where)


def _tell_figures(case: Case[Item], looked: Looked, where: Where) -> None:
    case.tally.figures.proven += looked.calculated
    case.tally.figures.wrong += len(looked.wrong)
    case.tally.figures.unproven += len(looked.unbacked)
    is_quoted = case.tally.keys.unproven and not case.tally.keys.proven
    for sentence in looked.wrong:
        if is_quoted:
            case.doubt(f"{sentence}, as far as its code goes", *where)
            continue
        mended = looked.mended.get(sentence)
        amendment = Amendment((*case.ground.where, *where), *mended) if mended else None
        case.fault(
            f"{sentence}.",
            "Write the figure as {expression}, so that it is computed.",
            *where,
            amendment=amendment,
        )
    if looked.unbacked:
        numbers = ", ".join(dict.fromkeys(looked.unbacked))
        case.doubt(
            f"nothing computed gives {numbers}; write {{expression}} to have it proven", *where
        )


def _check_looks(case: Case[Item], variant: Variant) -> None:
    """Options that differ as values must not look the same; statements must differ by more than capitals and full stops."""
    if case.faults:
        return
    keys = sum(option.is_key for option in variant.answer.options)
    looks = [
        appearance(_normal(one.text) if one.form == "prose" else one.text)
        for one in variant.answer.options
    ]
    for number in range(keys, len(looks)):
        if looks[number] in looks[:number]:
            message = f"two options look the same: {variant.answer.options[number].text}."
            case.fault(message, "Change one of them.", "distractors", number - keys)


def _check_hints(case: Case[Item], variant: Variant) -> None:
    shown = " ".join((variant.stem, variant.snippet, variant.name))
    for number, hint in enumerate(variant.hints):
        for key in variant.answer.key_texts:
            if gives_away(hint, key, shown):
                case.fault(
                    f"the hint holds the key, {' '.join(key.split())}.",
                    "Lead to it without saying it.",
                    "hints",
                    number,
                )


def gives_away(hint: str, key: str, shown: str = "") -> bool:
    """Whether a hint says the key, in whatever form; `shown` is what the learner sees anyway.

    A number gives away only where it is said to be the outcome, or is a long one that does not stand in the question.
    """
    plain, seen = _normal(hint), _normal(shown)
    forms = _forms(_normal(key))
    if NUMBER_KEY.fullmatch(forms[0]):
        return _says_number(plain, forms[0], seen)
    if forms[0] in ("true", "false"):
        return (
            re.search(
                rf"\b(?:(?:answer|it|this) (?:is|must be)|gives|returns|prints) {forms[0]}\b", plain
            )
            is not None
        )
    if all(_holds(plain, part) for part in _parts(key)):
        return True
    return any(_holds(plain, form) and not _holds(seen, form) for form in forms[1:])


def _parts(key: str) -> list[str]:
    """What a hint must hold to give a key away: each blank's fill, each line, or an exception and where it is raised."""
    fills = [_normal(fill) for fill in FILL.findall(key)]
    lines = [_normal(line) for line in key.splitlines() if line.strip()]
    if fills or (len(lines) > 1 and not any(map(NUMBER_KEY.fullmatch, lines))):
        return fills or lines
    return RAISED.split(_normal(key))


def _says_number(plain: str, number: str, seen: str) -> bool:
    plain = re.sub(r"\b[a-z]+\b", lambda match: NUMBER_WORDS.get(match[0], match[0]), plain)
    said = rf"(?:=|→|->|≈|:|\bis|\bare|\bbe|\bgives?|\bmakes?)\s*{re.escape(number)}(?![\w.]*\d)"
    alone = rf"(?<![\w.]){re.escape(number)}(?![\w]|\.\d)"
    is_long = len(number) > 1 and number not in SMALL_NUMBERS
    return bool(
        re.search(said, plain)
        or (is_long and re.search(alone, plain) and not re.search(alone, seen))
    )


def _forms(key: str) -> list[str]:
    """The key, then other ways to say it: a shape with crosses or without its brackets, a dtype without its module."""
    sizes = re.fullmatch(r"[(\[](-?\d+(?:,-?\d+)+)[)\]]", key)
    if sizes:
        numbers = sizes[1].split(",")
        return [
            key,
            *(sign.join(numbers) for sign in ("x", "×", ",") if len(numbers) > 2 or sign != ","),
        ]
    return [key, key.removeprefix("torch.")] if key.startswith("torch.") else [key]


def _holds(plain: str, wanted: str) -> bool:
    if not wanted or wanted in COMMON:
        return False
    edges = (r"(?<!\w)" if wanted[0].isalnum() else "", r"(?!\w)" if wanted[-1].isalnum() else "")
    return re.search(edges[0] + re.escape(wanted) + edges[1], plain) is not None


def _normal(text: str) -> str:
    return re.sub(
        r"\s*([,()\[\]=])\s*", r"\1", " ".join(text.replace("`", "").lower().split())
    ).strip(" .")


def _check_lengths(case: Case[Item], variant: Variant) -> None:
    if len(variant.answer.options) < 3:
        return
    by_length = sorted(variant.answer.options, key=lambda option: -len(option.text))
    longest, second = (len(option.text) for option in by_length[:2])
    if (
        by_length[0].form == "prose"
        and longest > second * LONGER
        and longest > second + MUCH_LONGER
    ):
        where: Where = ("key",)
        if not by_length[0].is_key:
            keys = sum(option.is_key for option in variant.answer.options)
            where = ("distractors", variant.answer.options.index(by_length[0]) - keys)
        case.fault(
            "this option is the only long one, which stands out.",
            "Shorten it, or write the others as fully.",
            *where,
        )


def idle_parameters(item: Item, variants: Sequence[Variant]) -> list[str]:
    """Parameters that never change the key while the others stay, or that never vary alone while all keys are one."""
    return [
        name for name, values in item.given.items() if len(values) > 1 and _is_idle(name, variants)
    ]


def _is_idle(name: str, variants: Sequence[Variant]) -> bool:
    """Where `where` lets no two variants differ by this parameter alone, all variants are compared."""
    if len({repr(variant.params[name]) for variant in variants}) < 2:
        return False
    groups: dict[tuple[object, ...], list[Variant]] = {}
    for variant in variants:
        groups.setdefault(_rest(variant, name), []).append(variant)
    together = [group for group in groups.values() if len(group) > 1] or [list(variants)]
    return all(len({variant.answer.decided for variant in group}) == 1 for group in together)


def _rest(variant: Variant, name: str) -> tuple[object, ...]:
    return tuple(value for other, value in variant.params.items() if other != name)
