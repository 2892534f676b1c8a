"""Converts HTML formatting elements to lesson markup: code, bold, links, super- and subscripts."""

import re

from torchquiz.engine.text.spans import code_span

WORD = re.compile(r"[\w*]\S")
"""Matches a letter or an asterisk beside the first or last character of an element."""

SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
CODE_TAGS = frozenset({"code", "tt", "kbd", "samp", "var"})
BOLD_TAGS = frozenset({"b", "strong", "u"})
"""Tags whose content is shown in bold. Lessons have no underlined text."""
STRUCK_TAGS = frozenset({"s", "strike", "del"})
SMALL_TAGS = {"sup": ("^", SUPERSCRIPTS), "sub": ("_", SUBSCRIPTS)}
FORMATTING = CODE_TAGS | BOLD_TAGS | SMALL_TAGS.keys() | {"a", "pre"}
"""Tags whose content is marked up once it is complete."""


def preformatted(inside: str) -> str:
    """Convert the content of a `<pre>` element to fenced code."""
    return "\n```\n" + inside.strip("\n") + "\n```\n"


def formatted(name: str, inside: str, address: str, before: str, after: str) -> str:
    """Convert the content of a formatting element to the markup of lessons.

    Args:
        name: the name of the tag.
        inside: the content of the element.
        address: the target, if the element is a link.
        before: the character before the element, or an empty string.
        after: the character after the element, or an empty string.
    """
    content = inside.strip(" ")
    if not content.strip():
        return inside
    if name in SMALL_TAGS:
        return _small(inside, *SMALL_TAGS[name])
    if name in CODE_TAGS:
        marked = content if "\n" in content else code_span(content)
    elif name in BOLD_TAGS:
        # Bold text is not recognised next to a letter, where `**` is an operator.
        is_within_word = WORD.match(before + inside[:1]) or WORD.match(after + inside[-1:])
        is_plain = is_within_word or any(sign in content for sign in "*\n`")
        marked = content if is_plain else f"**{content}**"
    else:
        is_link = address.startswith(("http://", "https://")) and "]" not in content
        marked = f"[{content}]({address})" if is_link and ")" not in address else content
    # The spaces separate the element from the words around it.
    return inside.replace(content, marked, 1)


def _small(inside: str, sign: str, characters: dict[int, int]) -> str:
    """Write a superscript or subscript in small characters if Unicode has them.

    Otherwise it is written after `sign`, as in `x^a`.
    """
    plain = inside.strip()
    if all(ord(character) in characters for character in plain):
        return plain.translate(characters)
    return f"{sign}{plain}" if len(plain) == 1 else f"{sign}({plain})"
