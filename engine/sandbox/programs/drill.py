"""Runs many questions of a drill in one child process, each in its own namespace.

This code runs in a child after the setup of the lesson. Its names begin with an underscore to avoid
clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _DrillQuestion:
    """A drill question whose code has been run, with its variables or the error that was raised."""

    def __init__(self, shared: "dict[str, Any]", code: str, params: "dict[str, Any]") -> None:
        self.names = dict(shared)
        self.error: BaseException | None = None
        try:
            exec(compile(code, "snippet", "exec"), self.names)
        except Exception as error:
            self.error = error
        for name, value in params.items():
            self.names.setdefault(name, value)

    def value(self, expression: str) -> object:
        """Evaluate an expression with the question's variables, or raise its code's exception."""
        if self.error is not None:
            raise self.error
        return eval(expression.strip(), self.names)
