"""Finds wrong options that fail for a reason that their author probably did not intend."""

import re
from typing import Any, Literal

from torchquiz.engine.models.authored import joined
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.typos import MODULES, UNDEFINED, close_name, likely_typo
from torchquiz.engine.sandbox.job import Outcome, Raised
from torchquiz.engine.yaml.positions import Where

MISSING_ATTRIBUTE = re.compile(
    r"(?:module |type object )?'(?P<owner>[\w.]+)'(?: object)? has no"
    r" attribute '(?P<name>\w+)'"
)
"""Matches a message such as `'Tensor' object has no attribute 'reshpe'`."""
UNKNOWN_KEYWORD = re.compile(
    r"(?P<owner>[\w.]+)\(\) got an unexpected keyword argument '(?P<name>\w+)'"
)
"""Matches a message such as `Conv2d.__init__() got an unexpected keyword argument 'kernal'`."""
CLAIMS_RESULT = re.compile(
    r"(?:(?:this|that|it|here it|the (?:call|code|layer|line|model|net|result|output)) )?"
    r"(?:gives|makes|returns|produces|yields|prints|leaves|creates|computes|keeps|builds"
    r"|runs)\b",
    re.IGNORECASE,
)
"""Matches the beginning of an explanation that claims a result, such as `This makes a tensor`."""
SPEAKS_OF_FAILURE = re.compile(
    r"\b(?:rais\w*|errors?|exceptions?|fail\w*|crash\w*|refus\w*|reject\w*|cannot|can't|stops?"
    r"|complain\w*|invalid|mismatch\w*|undefined|impossible|missing|unknown|there is no|no such"
    r"|does not (?:run|fit|exist|accept|have|know|match))\b|\w+Error\b",
    re.IGNORECASE,
)
"""Matches words that say that code fails, such as `raises`, `cannot` or `TypeError`."""
CLAIMS_FAILURE = re.compile(
    r"(?:(?:this|that|it|the (?:call|code|layer|line|model|net)) )?"
    r"(?:crashes\b|(?:raises|throws) (?:an? )?(?:\w*Error|error|exception)\b)",
    re.IGNORECASE,
)
"""Matches the beginning of an explanation that claims an exception, such as `It raises an error`.
"""
MISUSE = re.compile(
    r"SyntaxError|IndentationError|NameError: name '(?:torch|nn|F|np|optim)'"
    r"|AttributeError: (?:module 'torch|'Tensor' object has no)"
    r"|TypeError: .*(?:positional arguments?\b|takes no arguments)"
)
"""Matches the beginning of an exception that code raises by its form, whatever it computes."""
NAME_IN_MESSAGE = re.compile(r"'(\w+)'")
"""Matches a name in a message such as `'Tensor' object has no attribute 'reshpe'`."""
FIRST_SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


def doubt_failure(context: ItemContext[Any], code: str, outcome: Outcome, where: Where) -> None:
    """Record a doubt if a wrong option fails because of a typo or contradicts its explanation.

    Args:
        context: the proof.
        code: the program with the wrong option.
        outcome: the outcome of the program.
        where: the field of the wrong option.
    """
    if outcome.raised is None:
        if not outcome.failure and (claim := _first_sentence(context, where, CLAIMS_FAILURE)):
            context.note_doubt(
                f"this option runs without an error, but its explanation says: “{claim}”",
                *where,
                "because",
            )
        return
    if typo := _typo(context, code, outcome.raised):
        context.note_doubt(f"this option may fail only because of a typo: {typo}", *where)
    elif is_misuse(context, outcome.raised, where):
        context.note_doubt(
            f"this option raises {outcome.raised.sentence.rstrip('.')}, which its explanation does"
            " not mention; say that it raises an exception, or change the option",
            *where,
            "because",
        )
    elif forgotten := _forgotten_import(context, outcome.raised, where):
        context.note_doubt(
            f"this option fails only because `{forgotten}` is not imported; import it in the setup",
            *where,
        )
    elif claim := _claimed_result(context, where):
        context.note_doubt(
            f"this option raises {outcome.raised.sentence.rstrip('.')}, but its explanation claims"
            f" a result: “{claim}”; say that it raises an exception, or change the option",
            *where,
            "because",
        )


def _forgotten_import(context: ItemContext[Any], raised: Raised, where: Where) -> str:
    """Return the name of a module that an option without an explanation fails to find."""
    text = context.rendered.get((*where, "because"))
    is_asked = getattr(context.item, "fails", "") == raised.type
    match = UNDEFINED.match(raised.message) if raised.type == "NameError" else None
    match = None if is_asked else match
    is_unexplained = text is None or not text.text
    return match[1] if match and match[1] in MODULES and is_unexplained else ""


def is_misuse(context: ItemContext[Any], raised: Raised, where: Where) -> bool:
    """Return whether an option fails by its form, and its explanation speaks of something else.

    Such an option has, for example, a name that does not exist, or too many arguments.
    """
    text = context.rendered.get((*where, "because"))
    if text is None or not text.text or not MISUSE.match(f"{raised.type}: {raised.message}"):
        return False
    if getattr(context.item, "fails", "") == raised.type:
        return False  # It fails like the code with the bug, which is what the item is about.
    names = [name for name in NAME_IN_MESSAGE.findall(raised.message) if len(name) > 1]
    is_named = any(name in text.text for name in names)
    return not is_named and not SPEAKS_OF_FAILURE.search(text.text)


def _typo(context: ItemContext[Any], code: str, raised: Raised) -> str:
    """Return a clause that suggests the intended name, such as "did you mean `relu`".

    Return an empty string if the error does not look like a typo.
    """
    kind: Literal["attribute", "parameter"]
    if raised.type == "AttributeError" and (match := MISSING_ATTRIBUTE.match(raised.message)):
        what, kind = f"'{match['owner']}' has no attribute", "attribute"
    elif raised.type == "TypeError" and (match := UNKNOWN_KEYWORD.match(raised.message)):
        what, kind = f"`{match['owner']}` has no parameter", "parameter"
    else:
        return likely_typo(raised, joined(context.scope.setup, code))
    meant = close_name(context, kind, match["owner"], match["name"])
    return f"{what} `{match['name']}`; did you mean `{meant}`" if meant else ""


def _claimed_result(context: ItemContext[Any], where: Where) -> str:
    """Return the first sentence of an explanation if that sentence claims a result.

    Return an empty string if it does not, or if the explanation mentions a failure.
    """
    text = context.rendered.get((*where, "because"))
    if text is None or SPEAKS_OF_FAILURE.search(text.text):
        return ""
    return _first_sentence(context, where, CLAIMS_RESULT)


def _first_sentence(context: ItemContext[Any], where: Where, claim: re.Pattern[str]) -> str:
    """Return the first sentence of an explanation if that sentence matches `claim`.

    Return an empty string otherwise.
    """
    text = context.rendered.get((*where, "because"))
    if text is None:
        return ""
    first = FIRST_SENTENCE.match(text.text)
    sentence = first[0] if first else text.text
    return " ".join(sentence.split()).rstrip(".") if claim.match(sentence) else ""
