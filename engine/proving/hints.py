"""Finds hints that give the correct answer away instead of leading to it."""

import re

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
"""Answers that are such common words that a hint may contain one without giving it away."""
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

NUMBER_KEY = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
"""Matches an answer that is a number, such as `-3`, `0.25` or `1e-3`."""
FILL = re.compile(r"^__\d__: (.*)$", re.MULTILINE)
"""Matches a line of an option that fills several blanks, such as `__1__: nn.ReLU()`."""
EXCEPTION_AND_LINE = re.compile(r"(?<=[a-z]) on (?=line \d+$)")
"""Splits the answer to a `raises` item, such as `RuntimeError on line 3`, at its ` on `."""
WORD = re.compile(r"\b[a-z]+\b")
"""Matches a word, such as `two`."""
SIZES = re.compile(r"[(\[](-?\d+(?:,-?\d+)+)[)\]]")
"""Matches a shape without spaces, such as `(1,6,28,28)`."""
SPACED_SIGN = re.compile(r"\s*([,()\[\]=])\s*")
"""Matches a bracket, comma or `=` with the spaces around it, as in `padding = 2`."""
STATES = r"(?:=|→|->|≈|:|\bis|\bare|\bbe|\bgives?|\bmakes?)\s*"
"""Matches words that present the following number as the result, such as `it gives `."""
STATES_TRUTH = r"\b(?:(?:answer|it|this) (?:is|must be)|gives|returns|prints) "
"""Matches words that present the following boolean as the result, such as `the answer is `."""


def gives_away(hint: str, key: str, shown: str = "") -> bool:
    """Return whether a hint contains the correct answer, in any notation.

    A number gives the answer away only if the hint presents it as the result, or if it is long and
    does not occur in `shown`, the visible question.
    """
    plain, seen = normal_text(hint), normal_text(shown)
    forms = _forms(normal_text(key))
    if NUMBER_KEY.fullmatch(forms[0]):
        return _states_number(plain, forms[0], seen)
    if forms[0] in ("true", "false"):
        return re.search(rf"{STATES_TRUTH}{forms[0]}\b", plain) is not None
    if all(_contains(plain, part) for part in _parts(key)):
        return True
    return any(_contains(plain, form) and not _contains(seen, form) for form in forms[1:])


def _parts(key: str) -> list[str]:
    """Split an answer into parts. A hint that contains all of them gives the answer away.

    The parts are the code of each blank, each line of code, or an exception and its line.
    """
    fills = [normal_text(fill) for fill in FILL.findall(key)]
    if fills:
        return fills
    lines = [normal_text(line) for line in key.splitlines() if line.strip()]
    if len(lines) > 1 and not any(map(NUMBER_KEY.fullmatch, lines)):
        return lines
    return EXCEPTION_AND_LINE.split(normal_text(key))


def _states_number(plain: str, number: str, seen: str) -> bool:
    plain = WORD.sub(lambda match: NUMBER_WORDS.get(match[0], match[0]), plain)
    stated = rf"{STATES}{re.escape(number)}(?![\w.]*\d)"
    if re.search(stated, plain):
        return True
    if len(number) == 1 or number in SMALL_NUMBERS:
        return False
    alone = rf"(?<![\w.]){re.escape(number)}(?![\w]|\.\d)"
    return re.search(alone, plain) is not None and not re.search(alone, seen)


def _forms(key: str) -> list[str]:
    """Return an answer, followed by other ways to write it.

    A shape may be written with × signs or without brackets, and a dtype without its module.
    """
    if match := SIZES.fullmatch(key):
        sizes = match[1].split(",")
        crossed = [key, "x".join(sizes), "×".join(sizes)]
        return [*crossed, ",".join(sizes)] if len(sizes) > 2 else crossed
    if key.startswith("torch."):
        return [key, key.removeprefix("torch.")]
    return [key]


def _contains(plain: str, wanted: str) -> bool:
    """Return whether a string contains a phrase, and not just as part of a longer word."""
    if not wanted or wanted in COMMON:
        return False
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    after = r"(?!\w)" if wanted[-1].isalnum() else ""
    return re.search(before + re.escape(wanted) + after, plain) is not None


def normal_text(text: str, *, keeps_code: bool = False) -> str:
    """Return a string in lower case, without backticks, extra spaces or a final full stop.

    If `keeps_code` is set, code between backticks keeps its capital letters.
    """
    pieces = text.split("`")
    # The pieces with odd indices are between backticks.
    lower = [
        piece if keeps_code and number % 2 else piece.lower() for number, piece in enumerate(pieces)
    ]
    plain = " ".join("".join(lower).split())
    return SPACED_SIGN.sub(r"\1", plain).strip(" .")
