"""Defines jobs and their outcomes: what goes into a worker and what comes out of it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.boundaries import boundary

DEFAULT_TIMEOUT_S = 10.0
PROGRAMS = Path(__file__).with_name("programs")
"""Python files that run only in other processes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of code with its position in the author's file, which tracebacks show."""

    code: str
    path: str = "snippet"
    line: int = 1
    """The line of `path` on which the code begins."""
    role: Literal["setup", "snippet"] = "snippet"


@cache
def program(name: str) -> Block:
    """Return one of the `PROGRAMS` as a block, to run before the code that uses its names."""
    code = (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")
    return Block(code, name, role="setup")


@dataclass(frozen=True, slots=True)
class Ask:
    """An expression to evaluate with the snippet's names after the snippet has run.

    `value` reports its value, `text` formats it as an f-string would, `goal` reports whether it is
    true and the left sides of its comparisons, and `class` reports the classes it inherits from.
    """

    code: str
    mode: Literal["value", "text", "goal", "class"] = "value"
    spec: str = ""
    """The format of a `text`, such as `.3f`."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A second run of the job in the same process, with fresh names and another seed.

    The first run may affect the second. So equal results show that nothing depends on chance, while
    different results need not mean that something does.
    """

    seed: int
    asks: int
    """Number of the job's asks to evaluate again, counted from the first."""


@dataclass(frozen=True, slots=True)
class Job:
    """A snippet to run in a fresh child: blocks one after another, then the asks.

    All of them share one set of names.
    """

    blocks: tuple[Block, ...]
    asks: tuple[Ask, ...] = ()
    names: dict[str, Any] = field(default_factory=dict)
    """Plain values defined before the asks are evaluated: parameters and derived names."""
    seed: int = 0
    timeout_s: float = DEFAULT_TIMEOUT_S
    repeat: Repeat | None = None
    on_twin: bool = False
    """Whether it runs on a worker with another hash seed, other addresses and filled memory."""

    def as_plain(self) -> dict[str, Any]:
        """Return the job in the form that JSON and marshal accept.

        Marshal refuses subclasses of `str`, so an author's code is converted.
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
        repeat = (self.repeat.seed, self.repeat.asks) if self.repeat else None
        return {
            "blocks": blocks,
            "asks": asks,
            "names": self.names,
            "seed": self.seed,
            "repeat": repeat,
        }


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception that a snippet or an ask raised."""

    type: str
    """The class's name, with its module unless that is `builtins`."""
    lineage: tuple[str, ...]
    """The names of the class and of every class that it inherits from."""
    message: str
    path: str = ""
    """The author's file with the innermost line that raised; empty if there is none."""
    line: int = 0
    snippet_line: int = 0
    """The same line counted within its block, from 1; 0 if it is in no block."""
    role: str = ""
    """The role of the block that raised; empty for an ask that raised outside the last block."""
    through: tuple[str, ...] = ()
    """The modules that it passed through, innermost first."""

    @property
    def note(self) -> str:
        """A sentence about what snippets cannot do here.

        The result is an empty string if that is not the cause.
        """
        return boundary(self.lineage, self.message, self.through)

    @property
    def sentence(self) -> str:
        """The class and the first line of the message, such as `RuntimeError: …`."""
        lines = self.message.strip().splitlines()
        if not lines:
            return self.type
        # Some of PyTorch's messages end their first line like this and continue with a list.
        first = lines[0].removesuffix(", but expected one of:")
        return f"{self.type}: {first}" if first else self.type

    @property
    def located_sentence(self) -> str:
        """The sentence and the snippet's line that raised, such as `RuntimeError: … (line 3)`."""
        is_in_snippet = self.role == "snippet" and self.snippet_line
        return self.sentence + (f" (line {self.snippet_line})" if is_in_snippet else "")


@dataclass(frozen=True, slots=True)
class Goal:
    """Whether a goal held, and the values that it compared."""

    holds: bool
    seen: tuple[tuple[str, str], ...] = ()
    """Pairs of a left side's source and its value as text."""

    @property
    def sentence(self) -> str:
        """The compared values, such as `y.shape is (1, 6, 28, 28)`.

        The result is an empty string if there are none.
        """
        return ", ".join(f"{source} is {text}" for source, text in self.seen)


Answered = Value | str | Goal | Raised | tuple[str, ...]
"""The answer to an ask."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened when a job was run."""

    ended: Literal["finished", "timeout", "killed", "cancelled", "lost"]
    """How the job ended.

    `killed` is the snippet's own doing. `lost` means that the worker died or the child was killed
    from outside, which is not held against the learner. `cancelled` means that the watcher stopped
    it.
    """
    raised: Raised | None = None
    answers: tuple[Answered, ...] = ()
    """One per ask, in order; empty unless the job finished."""
    output: str = ""
    warnings: str = ""
    """What was written to stderr."""
    elapsed_ms: float = 0.0
    """The snippet's own time, without setup and fork."""
    reason: str = ""
    """Why it did not finish, as a clause such as `it was stopped after 10 s`."""
    again: "Outcome | None" = None
    """The outcome of the repetition; None without one, or if the job did not finish."""

    @property
    def failure(self) -> str:
        """How the program failed, in one line, or an empty string if it ran without an error."""
        if self.ended != "finished":
            return self.reason
        return self.raised.sentence if self.raised else ""

    @property
    def note(self) -> str:
        """A sentence about what snippets cannot do here.

        The result is an empty string if that is not the cause.
        """
        return self.raised.note if self.raised else ""
