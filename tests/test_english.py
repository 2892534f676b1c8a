"""Docstrings, comments, messages and documents contain no phrase that reads as if translated.

A list of phrases cannot decide whether a sentence is good; it only catches phrases that never are.
"""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT

CODE = sorted((ROOT / "engine").rglob("*.py")) + sorted((ROOT / "tui").rglob("*.py"))
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    ROOT / "quizzes" / "README.md",
    *sorted((ROOT / "quizzes" / "guide").glob("*.md")),
    *sorted((ROOT / "engine").rglob("*.md")),
]

STILTED = {
    # "this is no lesson"; but "there is no lesson" and "it is no longer used" are fine.
    r"\b(?<!there )(?:is|are|was) no (?!longer\b|more\b|less\b|different\b|[a-z]+er\b)[a-z]+": (
        "is not a …"
    ),
    r"\b(?:came|comes|come) to (?:something|the same|nothing)\b": "gives, equals",
    r"\bso (?:many|often) (?!as\b|that\b)": "the number itself",
    r"\bat hand\b": "available",
    r"\b(?:is|are|was|were) told\b": "is reported, is shown",
    r"\btold of\b": "reported",
    r"\bwhat is said\b": "the text",
    r"\bshall\b": "must, will",
    r"\ball the same\b": "anyway",
    r"\bis wanted\b": "is asked for",
    r"\blet be\b": "left unchanged",
    r"\bruns? through\b": "runs without an error",
    r"\bin the midst of\b": "in the middle of",
    r"\bone's own\b": "your own",
    r"\bby itself\b(?= it)": "alone",
    # "the key stands below"; but "stands for" and "where you stand" are fine.
    r"\b(?:stands?|stood) (?:in|at|there|below|above|under|beside|behind|between)\b": (
        "is, appears"
    ),
    r"\banew\b": "again",
    r"\bas one (?:says|types|reads|writes)\b": "as you …",
    r"\bin sight\b": "visible",
    r"\bon the glass\b": "on the screen",
    r"\bfor ever\b": "forever",
    r"\bnobody (?:sees|knows|asked)\b": "invisible, unknown",
    r"\bstep width\b": "learning rate",
    r"\bkept back\b": "held out",
    r"\bmends?\b|\bmended\b": "fix",
    r"\bjudges?\b|\bjudged\b|\bjudging\b": "grade",
    r"\bsittings?\b": "session",
    r"\bcomplaints?\b|\bgrumbl": "messages on stderr",
    r"\bas it stands\b": "unchanged",
    r"\brightly\b": "correctly",
    r"\band its like\b": "and similar ones",
    r"\b(?:whence|whereby|thereof|wherein|therein)\b": "from which, in which",
    r"\b(?:is|are|was|were) to be (?:found|had|seen)\b": "is in, is available",
    r"\bno more than that\b": "only that",
}
"""Phrases to avoid, as regular expressions, each with what to write instead."""

NO_VERBS = """
a after all an and another any as at because before beside between both but by each either
every everything few first for from half he her here his how i if in is it its last many
neither never no nobody none not nothing of on one only other others our several she so some
somebody something such than that the their then there these they this those three to two under
until we what whatever when where whether which while who whoever whose why with without you
your
"""
"""Words that cannot begin a sentence in the imperative."""


TEXTS = (tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING))
"""Types of tokens that may contain prose; since Python 3.12, f-strings have their own types."""


def first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return the first line of a function's docstring, or an empty string if it has none."""
    return (ast.get_docstring(node) or "").partition("\n")[0]


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether a function is a property; a property's docstring names its value."""
    return any("property" in ast.unparse(decorator) for decorator in node.decorator_list)


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the functions of a module that are not properties."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_property(node):
            yield node


def without_a_verb(source: str) -> list[str]:
    """Return the docstrings of functions that do not begin with a verb in the imperative."""
    lines = [(node.lineno, first_line(node)) for node in functions(source)]
    return [f"{number}: {line}" for number, line in lines if line and not begins_with_a_verb(line)]


def begins_with_a_verb(line: str) -> bool:
    """Return whether the first word may be a verb in the imperative."""
    word = re.split(r"[\s,.:;]", line)[0]
    return word.isalpha() and word[0].isupper() and word.lower() not in NO_VERBS.split()


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the comments and strings of a module, or the lines of a document, with line numbers."""
    if path.suffix == ".md":
        yield from enumerate(path.read_text().splitlines(), 1)
        return
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            # A string without a space is a name, such as that of a setting.
            if token.type in TEXTS and " " in token.string:
                yield token.start[0], " ".join(token.string.split())


def stilted(text: str) -> list[str]:
    """Return the stilted phrases in a text, each with what to write instead."""
    without_code = re.sub(r"`[^`]*`", "", text)  # for example "`shall`"
    matches = [
        (re.search(pattern, without_code, re.IGNORECASE), better)
        for pattern, better in STILTED.items()
    ]
    return [f"{match[0]!r} (write: {better})" for match, better in matches if match]


def stilted_lines(path: Path) -> list[str]:
    """Return the stilted phrases of a file, each with its line."""
    phrases: list[str] = []
    for number, text in prose(path):
        phrases += [f"{number}: {phrase}" for phrase in stilted(text)]
    return phrases


def relative(path: Path) -> str:
    """Return a path from the root of the repository, to name a test."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_the_docstring_of_a_function_begins_with_a_verb(path: Path) -> None:
    lines = without_a_verb(path.read_text())
    assert not lines, "\n".join(lines)


@pytest.mark.parametrize("path", [*CODE, *DOCUMENTS], ids=relative)
def test_no_phrase_reads_as_if_translated(path: Path) -> None:
    phrases = stilted_lines(path)
    assert not phrases, "\n".join(phrases)


def test_a_docstring_without_a_verb_would_be_noticed() -> None:
    planted = 'def f():\n    """The first name that the code rebinds."""\n'
    assert without_a_verb(planted) == ["1: The first name that the code rebinds."]
    assert without_a_verb(planted.replace("The", "Return the")) == []


def test_a_stilted_phrase_would_be_noticed() -> None:
    assert stilted("this is no lesson, and the judge is told")
    assert not stilted("this file is not a lesson, and it is no longer read; `shall` is a name")
    assert not stilted("there is no lesson in this folder")
