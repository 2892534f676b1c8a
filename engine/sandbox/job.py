"""Defines the jobs that a worker runs and the outcomes that it reports."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.boundaries import boundary

DEFAULT_TIMEOUT_S = 10.0
SECOND_RUN = "second run"
"""The purpose of a job that repeats another one, to find results that depend on chance."""
PROGRAMS = Path(__file__).with_name("programs")
"""The folder of Python files that run only in other processes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of code, with the file and line that tracebacks show for it."""

    code: str
    path: str = "snippet"
    line: int = 1
    """The line of `path` on which the code begins."""
    role: Literal["setup", "snippet"] = "snippet"


@cache
def program(name: str) -> Block:
    """Return a program from the folder `PROGRAMS` as a block, to run before code that uses it."""
    code = (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")
    return Block(code, name, role="setup")


@dataclass(frozen=True, slots=True)
class Ask:
    """An expression to evaluate after the snippet has run, in the snippet's namespace.

    The mode `value` reports the expression's value, and `text` formats it as an f-string would.
    `goal` reports whether the expression is true, and the left-hand side of the comparison that
    decided this. `class` reports the name of an exception class and the names of its base classes.
    In the mode `printed`, the code consists of statements, and their output is reported as a
    string.
    """

    code: str
    mode: Literal["value", "text", "goal", "class", "printed"] = "value"
    spec: str = ""
    """The format specification for the mode `text`, such as `.3f`."""


@dataclass(frozen=True, slots=True)
class Job:
    """A snippet to run in a fresh child process: blocks of code, then expressions to evaluate.

    The blocks and the expressions share one namespace.
    """

    blocks: tuple[Block, ...]
    asks: tuple[Ask, ...] = ()
    names: dict[str, Any] = field(default_factory=dict)
    """Parameters and derived values, by name. They are defined before `asks` are evaluated."""
    seed: int = 0
    timeout_s: float = DEFAULT_TIMEOUT_S
    on_twin: bool = False
    """Whether to use a twin: a worker with a different hash seed and memory layout."""
    purpose: str = ""
    """The name of the check that needs this job. It is empty for the code of the lesson itself."""

    def as_plain(self) -> dict[str, Any]:
        """Return the job as plain data that both JSON and marshal can serialize.

        Marshal rejects subclasses of `str`, so the author's code is converted to plain strings.
        """
        blocks = [
            {
                "code": str(block.code),
                "path": block.path,
                "line": block.line,
                "role": block.role,
            }
            for block in self.blocks
        ]
        asks = [{"code": str(ask.code), "mode": ask.mode, "spec": ask.spec} for ask in self.asks]
        return {
            "blocks": blocks,
            "asks": asks,
            "names": self.names,
            "seed": self.seed,
        }


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception raised by a snippet, or by an expression evaluated after it."""

    type: str
    """The name of the class, qualified with its module unless the module is `builtins`."""
    lineage: tuple[str, ...]
    """The names of the class and of all its base classes."""
    message: str
    path: str = ""
    """The author's file that contains the innermost line that raised, or an empty string."""
    line: int = 0
    snippet_line: int = 0
    """The line that raised, counted from 1 within its block, or 0 if it is not in a block."""
    role: str = ""
    """The role of the block that raised. It is empty if an expression raised elsewhere."""
    through: tuple[str, ...] = ()
    """The modules that the exception passed through, innermost first."""

    @property
    def note(self) -> str:
        """A sentence that names the sandbox restriction that caused the exception.

        It is an empty string if the sandbox was not the cause.
        """
        return boundary(self.lineage, self.message, self.through)

    @property
    def sentence(self) -> str:
        """The exception's class and the first line of its message, such as `RuntimeError: …`."""
        lines = self.message.strip().splitlines()
        if not lines:
            return self.type
        # The first line of some of PyTorch's messages ends like this, and a list follows.
        first = lines[0].removesuffix(", but expected one of:")
        return f"{self.type}: {first}" if first else self.type

    @property
    def located_sentence(self) -> str:
        """The same as `sentence`, followed by the line in the snippet.

        An example is `RuntimeError: … (line 3)`. The line is left out if it is unknown.
        """
        is_in_snippet = self.role == "snippet" and self.snippet_line
        return self.sentence + (f" (line {self.snippet_line})" if is_in_snippet else "")


@dataclass(frozen=True, slots=True)
class Goal:
    """The result of evaluating a goal, that is, a condition on the snippet's variables."""

    holds: bool
    seen: tuple[tuple[str, str], ...] = ()
    """The compared expressions, each as its source code and its value as text."""

    @property
    def sentence(self) -> str:
        """The left side of the goal's comparison with its value, such as `y.shape is (1, 6)`.

        It is an empty string if no value was compared. The right side is left out, because it would
        show learners the expected value.
        """
        return self._described(self.seen[:1])

    @property
    def sides(self) -> str:
        """Both sides of the goal's comparison with their values.

        An example is `y.shape is (1, 6), x.shape is (1, 3)`. A literal on the right side is left
        out, since the goal's code already contains it.
        """
        return self._described(self.seen)

    @staticmethod
    def _described(seen: tuple[tuple[str, str], ...]) -> str:
        return ", ".join(f"{source} is {text}" for source, text in seen)


Answered = Value | str | Goal | Raised | tuple[str, ...]
"""The result of evaluating one `Ask`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of running a job in a child process."""

    ended: Literal["finished", "timeout", "killed", "cancelled", "lost"]
    """The reason why the job ended.

    `killed` means that the snippet itself caused the end. `lost` means that the worker died or
    that something outside killed the child, which does not count against the learner. `cancelled`
    means that the watcher stopped the job.
    """
    raised: Raised | None = None
    answers: tuple[Answered, ...] = ()
    """The results of the job's `asks`, in order, or an empty tuple unless the job finished."""
    output: str = ""
    warnings: str = ""
    """The text that was written to stderr."""
    elapsed_ms: float = 0.0
    """The running time of the snippet alone, without the setup and the fork."""
    reason: str = ""
    """The reason why the job did not finish, as a clause such as `it was stopped after 10 s`."""

    @property
    def failure(self) -> str:
        """A one-line description of the failure, or an empty string if there was no error."""
        if self.ended != "finished":
            return self.reason
        return self.raised.sentence if self.raised else ""

    @property
    def note(self) -> str:
        """A sentence that names the sandbox restriction that caused the failure.

        It is an empty string if the sandbox was not the cause.
        """
        return self.raised.note if self.raised else ""
