"""What else a proof looks at, whatever the kind: figures, hints, lengths, and whether parameters matter."""

import re
from collections.abc import Sequence

from engine.kinds.case import Case
from engine.models.authored import Item
from engine.models.proven import Choose, Typed, Variant
from engine.proving.figures import known_figures, look
from engine.source import Where

EXPLAINING = ("hints", "solution", "check")
TRUTHS = {"true", "false"}
LONGER = 1.6
MUCH_LONGER = 25
"""An option is the only long one when it is both 1.6 times and 25 characters longer than the next."""


def check_variant(case: Case[Item], variant: Variant) -> None:
    """Check a proven variant's texts and options."""
    _check_figures(case, variant)
    _check_hints(case, variant)
    _check_lengths(case, variant)


def _explains(where: Where) -> bool:
    return where[0] in EXPLAINING or where[-1] == "because"


def _check_figures(case: Case[Item], variant: Variant) -> None:
    known = known_figures(variant, case.rendered.values(), case.draw.values.values())
    for where, text in case.rendered.items():
        if not _explains(where):
            continue
        looked = look(text, known)
        case.tally.figures.proven += looked.calculated
        case.tally.figures.wrong += len(looked.wrong)
        case.tally.figures.unproven += len(looked.unbacked)
        for sentence in looked.wrong:
            case.fault(f"{sentence}.", "Write the figure as {expression}, so that it is computed.", *where)
        if looked.unbacked:
            name = ".".join(map(str, where))
            case.unproven.append(
                f"{name}: nothing computed gives {', '.join(looked.unbacked)}; write {{expression}} to have it proven"
            )


def key_texts(variant: Variant) -> tuple[str, ...]:
    """The key as the learner would give it: the right options, the value, or the code."""
    answer = variant.answer
    if isinstance(answer, Choose):
        return tuple(option.text for option in answer.options if option.is_key)
    return (answer.key.text,) if isinstance(answer, Typed) else answer.key


def _check_hints(case: Case[Item], variant: Variant) -> None:
    for number, hint in enumerate(variant.hints):
        for key in key_texts(variant):
            if gives_away(hint, key):
                case.fault(f"the hint holds the key, {key}.", "Lead to it without saying it.", "hints", number)


def gives_away(hint: str, key: str) -> bool:
    """Whether a hint says the key: a number only where it is said to be the outcome, anything longer wherever it stands."""
    plain, wanted = _normal(hint), _normal(key)
    if not wanted or wanted in TRUTHS:
        return False
    if re.fullmatch(r"-?[\d.]+", wanted):
        return re.search(rf"(?:=|→|->|:|\bis|\bare|\bbe|\bgives|\bmakes)\s*{re.escape(wanted)}(?![\w.]*\d)", plain) is not None
    edges = (r"(?<!\w)" if wanted[0].isalnum() else "", r"(?!\w)" if wanted[-1].isalnum() else "")
    return re.search(edges[0] + re.escape(wanted) + edges[1], plain) is not None


def _normal(text: str) -> str:
    return re.sub(r"\s*([,()\[\]=])\s*", r"\1", " ".join(text.replace("`", "").lower().split())).strip(" .")


def _check_lengths(case: Case[Item], variant: Variant) -> None:
    if not isinstance(variant.answer, Choose) or len(variant.answer.options) < 3:
        return
    by_length = sorted(variant.answer.options, key=lambda option: -len(option.text))
    longest, second = (len(option.text) for option in by_length[:2])
    if by_length[0].form == "prose" and longest > second * LONGER and longest > second + MUCH_LONGER:
        where: Where = ("key",)
        if not by_length[0].is_key:
            keys = sum(option.is_key for option in variant.answer.options)
            where = ("distractors", variant.answer.options.index(by_length[0]) - keys)
        case.fault("this option is the only long one, which stands out.", "Shorten it, or write the others as fully.", *where)


def idle_parameters(item: Item, variants: Sequence[Variant]) -> list[str]:
    """Parameters that never change the key while the others stay, or that never vary alone while all keys are one."""
    return [name for name, values in item.given.items() if len(values) > 1 and _is_idle(name, variants)]


def _is_idle(name: str, variants: Sequence[Variant]) -> bool:
    """Where `where` lets no two variants differ by this parameter alone, all variants are compared."""
    if len({repr(variant.params[name]) for variant in variants}) < 2:
        return False
    groups: dict[tuple[object, ...], list[Variant]] = {}
    for variant in variants:
        groups.setdefault(_rest(variant, name), []).append(variant)
    together = [group for group in groups.values() if len(group) > 1] or [list(variants)]
    return all(len({key_texts(variant) for variant in group}) == 1 for group in together)


def _rest(variant: Variant, name: str) -> tuple[object, ...]:
    return tuple(value for other, value in variant.params.items() if other != name)
