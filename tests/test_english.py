"""Docstrings, comments, messages and papers read as plain English, as far as a list of words can tell."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT

CODE = sorted((ROOT / "engine").rglob("*.py")) + sorted((ROOT / "tui").rglob("*.py"))
PAPERS = [
    *sorted(ROOT.glob("*.md")),
    ROOT / "quizzes" / "README.md",
    *sorted((ROOT / "quizzes" / "guide").glob("*.md")),
    *sorted((ROOT / "engine").rglob("*.md")),
]

STILTED = {
    r"\b(?:is|are|was|be) no (?!longer\b|more\b|less\b|different\b|[a-z]+er\b)[a-z]+": "is not a …",
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
    r"\b(?:stands?|stood) (?:in|at|there|below|above|under|beside|behind|between)\b": "is, appears",
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
}
"""Phrases that a native speaker would not write here, each with what to write instead."""

NO_VERBS = frozenset(
    "a all an and another any as at because before beside between both but by each either every everything"
    " for from half how if in it its neither nobody none nothing of on one only other others several so some"
    " somebody something such that the their there these they this those three to two under until what"
    " whatever when where whether which while who whoever whose why with without".split()
)
"""Words with which no imperative sentence begins."""


def first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return the first line of a function's docstring; empty where it has none."""
    return (ast.get_docstring(node) or "").partition("\n")[0]


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Return whether a function is a property, whose docstring names its value."""
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
    return word.isalpha() and word[0].isupper() and word.lower() not in NO_VERBS


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the comments and strings of a module, or the lines of a paper, each with its line."""
    if path.suffix == ".md":
        yield from enumerate(path.read_text().splitlines(), 1)
        return
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in (tokenize.COMMENT, tokenize.STRING):
                yield token.start[0], " ".join(token.string.split())


def stilted(text: str) -> list[str]:
    """Return the stilted phrases in a text, each with what to write instead."""
    plain = re.sub(r"`[^`]*`", "", text)
    found = [(re.search(pattern, plain), better) for pattern, better in STILTED.items()]
    return [f"{match[0]!r} (write: {better})" for match, better in found if match]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_docstring_of_a_function_begins_with_a_verb(path: Path) -> None:
    assert without_a_verb(path.read_text()) == []


@pytest.mark.parametrize("path", [*CODE, *PAPERS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_phrase_reads_as_if_translated(path: Path) -> None:
    assert [f"{number}: {words}" for number, text in prose(path) for words in stilted(text)] == []


def test_a_docstring_without_a_verb_would_be_noticed() -> None:
    planted = 'def f():\n    """The first name that the code rebinds."""\n'
    assert without_a_verb(planted) == ["1: The first name that the code rebinds."]
    assert without_a_verb(planted.replace("The", "Return the")) == []


def test_a_stilted_phrase_would_be_noticed() -> None:
    assert stilted("this is no lesson, and the judge is told")
    assert not stilted("this file is not a lesson, and it is no longer read; `shall` is a name")
