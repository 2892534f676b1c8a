"""Source positions: a strict YAML reader that knows where every value stands.

It reads libyaml's events itself. A YAML library's own constructors lose positions, accept duplicate keys, follow YAML 1.1
(`no` is false, `1:30` is 90) and let a file of a few kilobytes nest or expand until the process dies. None of that is wanted
in files whose every word is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.yaml.scalars import HOLE, TRAP, plugged, resolved

MAX_BYTES = 32 << 20
MAX_DEPTH = 16
JOINERS = "\u200c\u200d"
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    f"|(?<![^\x00-\x7f])[{JOINERS}]|[{JOINERS}](?![^\x00-\x7f])"
)
"""Orders to a terminal, marks that turn the direction of reading around, and what has no width. Letters may be joined."""

Where = tuple[str | int, ...]
"""The way to a value: keys of mappings and places in lists, from the top of the file."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file; lines and columns count from 1."""

    line: int
    column: int
    text_line: int = 0
    """The line on which a text begins: after the `|` of a block, else the same line."""


@dataclass(slots=True)
class Source:
    """A file's values and where each of them stands."""

    path: str
    values: Any = None
    spots: dict[Where, Spot] = field(default_factory=dict)
    keys: dict[Where, Spot] = field(default_factory=dict)
    """Where the key of a mapping's value stands."""
    traps: dict[Where, str] = field(default_factory=dict)
    """Plain scalars that older YAML reads as something else than text."""

    def spot(self, where: Where) -> Spot:
        """Where a value stands; of what is missing, where it should be: in the nearest value around it."""
        while where not in self.spots and where:
            where = where[:-1]
        return self.spots.get(where, Spot(1, 1, 1))

    def parts(self, under: Where) -> dict[str | int, "Source"]:
        """For each value in `under`, a source that knows only where it stands, and the values above and beside `under`."""
        depth = len(under)
        outside = {where: spot for where, spot in self.spots.items() if len(where) <= depth}
        found: dict[str | int, Source] = {}
        for where, spot in self.spots.items():
            if where[:depth] == under and len(where) > depth:
                part = found.setdefault(where[depth], Source(self.path, spots=outside.copy()))
                part.spots[where] = spot
        return found

    def fault(self, where: Where, message: str, remedy: str, *, at_key: bool = False) -> Fault:
        """A fault of the value at `where`, or of its key."""
        spot = self.keys.get(where) if at_key else None
        spot = spot or self.spot(where)
        return Fault(self.path, spot.line, spot.column, message, remedy)


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a YAML file; `name` is what it is called in faults.

    Raises:
        BankError: the file cannot be read, or not as the strict YAML that banks are written in; with every fault that was found.
    """
    name = name or str(path)
    return read_text(_text(path, name), name)


def read_text(text: str, name: str = "") -> Source:
    """Read YAML; `name` is what its file is called in faults.

    Raises:
        BankError: it is not the strict YAML that banks are written in; with every fault that was found.
    """
    reader = _Reader(name)
    reader.faults += _tabs(text, name)
    if not reader.faults:
        reader.read(text)
    if reader.faults:
        raise BankError(reader.faults)
    return reader.source


def _text(path: Path, name: str) -> str:
    """The file's text, or the one reason why there is none."""

    def refuse(message: str, remedy: str, line: int = 1, column: int = 1) -> NoReturn:
        raise BankError([Fault(name, line, column, message, remedy)])

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            refuse(
                f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read.",
                "Split it into several lessons.",
            )
        data = path.read_bytes()
    except OSError as error:
        refuse(
            f"the file cannot be read: {error.strerror}.", "Look at its name and its permissions."
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        refuse("the file is UTF-16.", "Save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return refuse(
            f"the byte 0x{data[error.start]:02x} is no UTF-8.",
            "Save the file as UTF-8.",
            line,
            column,
        )


def _tabs(text: str, name: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            yield Fault(
                name,
                number,
                indent.index("\t") + 1,
                "the line is indented with a tab.",
                "Indent with spaces.",
            )


class _Stop(Exception):
    """Reading on would tell nothing reliable."""


class _Reader:
    """Builds values from events, and remembers where each began."""

    def __init__(self, path: str) -> None:
        self.source = Source(path)
        self.faults: list[Fault] = []
        self._spanning: Any = None
        """Where the text begins that was read last, if it is a quoted one of several lines."""

    def read(self, text: str) -> None:
        """Read one document."""
        text, self._plug = plugged(text)
        try:
            self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
            self._document()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._refuse_yaml(error)
        except yaml.reader.ReaderError as error:
            line, column = _place(text, error.position)
            self._refuse(
                line,
                column,
                "there is a character that YAML does not allow.",
                "Remove it, or write it as an escape in quotes.",
            )

    def _refuse_yaml(self, error: yaml.MarkedYAMLError) -> None:
        """Where libyaml stopped; or where a quote or bracket of an earlier line is still open, for there the fault is."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        opened = (
            error.context_mark
            if "flow" in (error.context or "") or "quoted" in (error.context or "")
            else self._spanning
        )
        if opened is not None and opened.line + 1 < line:
            message = (
                f"what opens here does not end where it should; that was noticed in line {line}."
            )
            remedy = "Close the quote or bracket, and quote texts that hold brackets or commas."
            self._refuse(opened.line + 1, opened.column + 1, message, remedy)
        else:
            self._refuse(line, column, *_plain_reason(error))

    def _document(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            self._refuse(1, 1, "the file is empty.", "Write a lesson: quizzes/README.md shows one.")
            return
        self.source.values = self._node(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse_at(
                after,
                "a second document begins here.",
                "Keep one lesson per file; remove the '---'.",
            )

    def _node(self, event: Any, where: Where) -> Any:
        if len(where) > MAX_DEPTH:
            self._refuse_at(
                event, f"values are nested more than {MAX_DEPTH} deep.", "Write it flatter."
            )
            raise _Stop
        self._plainness(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, where)
        self.source.spots[where] = _spot(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        return None

    def _plainness(self, event: Any) -> None:
        """No aliases, anchors or tags: what stands there is what is meant."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse_at(
                event,
                f"the alias '*{event.anchor}' is not followed.",
                "Write the value out, or quote it if it is text.",
            )
        elif event.anchor:
            self._refuse_at(
                event,
                f"the anchor '&{event.anchor}' is not wanted.",
                "Remove it, or quote the text if it is text.",
            )
        if getattr(event, "tag", None):
            self._refuse_at(
                event,
                f"the tag '{event.tag}' is not wanted.",
                "Remove it, or quote the text if it is text.",
            )

    def _sequence(self, where: Where) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*where, len(values))))
        return values

    def _mapping(self, where: Where) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            inner = (*where, key)
            if key in values:
                first = self.source.keys[inner].line
                self._refuse_at(
                    event,
                    f"the key '{key}' stands here a second time; the first is in line {first}.",
                    "Keep one of them.",
                )
            spot = _spot(event)
            value = self._node(next(self._events), inner)
            if key not in values:
                values[key] = value
                self.source.keys[inner] = spot
        return values

    def _key(self, event: Any) -> str:
        self._plainness(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse_at(
                event,
                "a key must be one word.",
                "Quote the text if a list or mapping was not meant.",
            )
            raise _Stop
        self._refuse_unseen(event, event.value)
        if event.value == "<<" and event.implicit[0]:
            self._refuse_at(event, "merge keys ('<<') are not followed.", "Write the values out.")
        return str(event.value)

    def _scalar(self, event: Any, where: Where) -> Any:
        self.source.spots[where] = _spot(event)
        text: str = event.value.replace(self._plug, HOLE)
        self._refuse_unseen(event, text)
        is_spanning = event.style in ("'", '"') and event.start_mark.line < event.end_mark.line
        self._spanning = event.start_mark if is_spanning else None
        if not event.implicit[0]:
            return text
        if TRAP.fullmatch(text):
            self.source.traps[where] = text
        return resolved(text)

    def _refuse_unseen(self, event: Any, text: str) -> None:
        if match := UNSEEN.search(text):
            message = f"this text holds U+{ord(match[0]):04X}, a character that nobody sees."
            self._refuse_at(
                event,
                message,
                "Remove it; where code needs it, let Python's escape stand there, as in '\\u200b'.",
            )

    def _refuse_at(self, event: Any, message: str, remedy: str) -> None:
        spot = _spot(event)
        self._refuse(spot.line, spot.column, message, remedy)

    def _refuse(self, line: int, column: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.source.path, line, column, message, remedy))


def _spot(event: Any) -> Spot:
    mark = event.start_mark
    is_block = getattr(event, "style", None) in ("|", ">")
    return Spot(mark.line + 1, mark.column + 1, mark.line + 1 + is_block)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of what libyaml finds so many bytes behind the beginning."""
    before = text.encode()[:offset].decode(errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _plain_reason(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Libyaml's reason in words that say what to do."""
    problem = error.problem or "it is no YAML"
    if "expected ',' or" in problem:
        return (
            "the text within these braces or brackets is cut off by a bracket, a comma or a quote.",
            "Within { } and [ ], put texts that hold such characters in quotes.",
        )
    if "mapping values are not allowed" in problem:
        return "there is a second ': ' in this text.", "Put the text in quotes, or under '>-'."
    if "cannot start any token" in problem:
        return "a value cannot begin with this character.", "Put the text in quotes."
    if any(
        what in problem
        for what in ("did not find expected key", "expected <block end>", "expected '-' indicator")
    ):
        return (
            "the line does not fit what stands above it.",
            "Look at the indentation, and quote texts that begin with a quote or a bracket.",
        )
    return f"this is no YAML: {problem}.", "Look at the quotes, the brackets and the indentation."
