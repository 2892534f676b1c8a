"""What goes into the worker and what comes out of it, as plain values on both sides."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.boundaries import boundary

DEFAULT_TIMEOUT_S = 10.0
PROGRAMS = Path(__file__).with_name("programs")
"""Python that only runs in other processes, one file a program."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of code, and where it was written, so that a traceback names the author's line."""

    code: str
    path: str = "snippet"
    line: int = 1
    """The line of `path` on which the code begins."""
    role: Literal["setup", "snippet"] = "snippet"


@cache
def program(name: str) -> Block:
    """Return one of the `PROGRAMS`, to be run before the code that uses its names."""
    code = (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")
    return Block(code, name, role="setup")


@dataclass(frozen=True, slots=True)
class Ask:
    """An expression to evaluate with the snippet's names after it ran.

    `value` reports what it is, `text` formats it as an f-string would, `goal` reports whether it is
    true and the left sides of its comparisons, and `class` reports the classes it inherits from.
    """

    code: str
    mode: Literal["value", "text", "goal", "class"] = "value"
    spec: str = ""
    """The format of a `text`, such as `.3f`."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The job once more from the beginning: same process, but fresh names and another seed.

    The second run may depend on the first. So a repetition can only show that nothing depends on
    chance.
    """

    seed: int
    asks: int
    """How many of the job's asks are evaluated again, from the first."""


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
        """Return the job as JSON or marshal can hold it.

        Neither takes a string of a derived type, as an author's code has.
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
    """The names of the class and of every class it inherits from."""
    message: str
    path: str = ""
    """The file of the innermost line that the author wrote; empty when none was reached."""
    line: int = 0
    snippet_line: int = 0
    """The same line counted within its block, from 1; 0 when no block was reached."""
    role: str = ""
    """Of the block that raised; empty for an ask that raised outside of the last block."""
    through: tuple[str, ...] = ()
    """The modules that it passed through, the innermost first."""

    @property
    def note(self) -> str:
        """A sentence about what snippets cannot do here; empty if that is not the cause."""
        return boundary(self.lineage, self.message, self.through)

    @property
    def sentence(self) -> str:
        """`RuntimeError: …`, with the first line of the message only."""
        lines = self.message.strip().splitlines()
        if not lines:
            return self.type
        # Some of PyTorch's messages end their first line like this and continue with a list.
        first = lines[0].removesuffix(", but expected one of:")
        return f"{self.type}: {first}" if first else self.type

    @property
    def located_sentence(self) -> str:
        """The sentence with the line of the snippet that raised: `RuntimeError: … (line 3)`."""
        is_in_snippet = self.role == "snippet" and self.snippet_line
        return self.sentence + (f" (line {self.snippet_line})" if is_in_snippet else "")


@dataclass(frozen=True, slots=True)
class Goal:
    """Whether a goal held, and what its comparisons looked at."""

    holds: bool
    seen: tuple[tuple[str, str], ...] = ()
    """Pairs of a left side's source and its value as text."""

    @property
    def sentence(self) -> str:
        """`y.shape is (1, 6, 28, 28)`; empty when the goal compares nothing."""
        return ", ".join(f"{source} is {text}" for source, text in self.seen)


Answered = Value | str | Goal | Raised | tuple[str, ...]
"""The answer to an ask."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened when a job was run; a value, whatever happened."""

    ended: Literal["finished", "timeout", "killed", "cancelled", "lost"]
    """`lost`: the worker itself died, which is never the snippet's or the learner's fault;
    `cancelled`: its watcher did not let it go on.
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
    """Why it did not finish, as a sentence without its full stop."""
    again: "Outcome | None" = None
    """The outcome of the repetition; None if none was asked for, or if the job did not finish."""

    @property
    def failure(self) -> str:
        """How the program failed, in one line; empty if it ran without an error."""
        if self.ended != "finished":
            return self.reason
        return self.raised.sentence if self.raised else ""

    @property
    def note(self) -> str:
        """A sentence about what snippets cannot do here; empty if that is not why it failed."""
        return self.raised.note if self.raised else ""
