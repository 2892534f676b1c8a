"""Finds questions that give away their own answer, in words or in a comment in their code."""

import io
import re
import tokenize

VALUE = re.compile(r"-?\d+(?:\.\d+)?|\(\d+(?:, ?\d+)*,?\)|\[.*\d.*\]|torch\.\w+", re.DOTALL)
"""Matches an answer that can hardly be stated by accident: a number, a shape, a list or a dtype."""
SMALL = {"0", "1", "2", "3", "0.0", "1.0"}
"""Answers that occur in too many sentences."""
CALL = re.compile(r"`[^`\n]*\([^`\n]*\)`")
"""Matches a call that a question shows as code."""


def place_of_key(key: str, stem: str, snippet: str, parameters: str) -> str:
    """Return the field that gives away the answer: `stem` or `snippet`.

    Return an empty string if neither does. A value may be mentioned if the code, the parameters or
    a call in the question contains it, as in "`Linear(8, 5)`: how many parameters does the bias
    add?"

    Args:
        key: the correct answer.
        stem: the question text.
        snippet: the code that is shown.
        parameters: the names and values of the parameters.
    """
    key = " ".join(key.split())
    if not VALUE.fullmatch(key) or key in SMALL:
        return ""
    comments = _comments(snippet)
    code = snippet
    for comment in comments:
        code = code.replace(comment, "")
    calls = " ".join(CALL.findall(stem))
    if _states(f"{code} {parameters} {calls}", key):
        return ""
    if _states(stem, key):
        return "stem"
    return "snippet" if any(_states(comment, key) for comment in comments) else ""


def _states(text: str, key: str) -> bool:
    before = r"(?<![\w.])" if key[0].isalnum() or key[0] == "-" else ""
    after = r"(?!\w|\.\d)" if key[-1].isalnum() else ""
    return re.search(before + re.escape(key) + after, " ".join(text.split())) is not None


def _comments(snippet: str) -> list[str]:
    """Return the comments of a snippet, up to the first place that Python cannot tokenize."""
    comments: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(snippet).readline):
            if token.type == tokenize.COMMENT:
                comments.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass
    return comments
