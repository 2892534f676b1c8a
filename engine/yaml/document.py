"""Builds the values of a document from libyaml's events, with the position of each value."""

from typing import Any

import yaml

from torchquiz.engine.errors import Fault
from torchquiz.engine.text.invisible import INVISIBLE
from torchquiz.engine.yaml.positions import Source, Spot, Where
from torchquiz.engine.yaml.reasons import reason_and_remedy
from torchquiz.engine.yaml.scalars import (
    HOLE,
    NOT_FINITE,
    TRAP,
    replace_lone_question_marks,
    scalar_value,
)

MAX_DEPTH = 16


class _StopReadingError(Exception):
    """Raised to stop reading at a fault after which any further faults would be unreliable."""


class Document:
    """A parsed document of strict YAML, with its values, their positions, and its faults."""

    def __init__(self, path: str) -> None:
        self.source = Source(path)
        self.faults: list[Fault] = []
        self._open_quote: Any = None
        """The start of the last scalar if it is quoted and has several lines, or None otherwise."""

    def read(self, text: str) -> None:
        """Parse YAML into the values, positions and faults of this document."""
        text, self._plug = replace_lone_question_marks(text)
        try:
            self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
            self._read_events()
        except _StopReadingError:
            pass
        except yaml.MarkedYAMLError as error:
            self._refuse_yaml(error)
        except yaml.reader.ReaderError as error:
            line, column = _position(text, error.position)
            self._refuse(
                line,
                column,
                "YAML does not allow this character.",
                "Remove it, or write it as an escape sequence in double quotes.",
            )

    def _refuse_yaml(self, error: yaml.MarkedYAMLError) -> None:
        """Add a fault for the syntax error at which libyaml stopped.

        If a quote or bracket from an earlier line is still open, the fault points to that line.
        """
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        context = error.context or ""
        is_open = "flow" in context or "quoted" in context
        opening = error.context_mark if is_open else self._open_quote
        if opening is None or opening.line + 1 >= line:
            self._refuse(line, column, *reason_and_remedy(error))
            return
        self._refuse(
            opening.line + 1,
            opening.column + 1,
            f"this quote or bracket is not closed where it should be (noticed on line {line}).",
            "Close it. Put quotes around text that contains brackets or commas.",
        )

    def _read_events(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            remedy = "Write a lesson; `torchquiz new lesson NAME` creates an example."
            self._refuse(1, 1, "the file is empty.", remedy)
            return
        self.source.values = self._node(next(self._events), ())
        next(self._events)  # the event that ends the document
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse_at(
                after,
                "a second document begins here.",
                "Keep one lesson per file and remove the `---`.",
            )

    def _node(self, event: Any, where: Where) -> Any:
        if len(where) > MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} levels deep."
            self._refuse_at(event, message, "Use fewer levels.")
            raise _StopReadingError
        self._refuse_references(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, where)
        self.source.spots[where] = _spot(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        return None

    def _refuse_references(self, event: Any) -> None:
        """Add a fault for an alias, an anchor or a tag, which lessons do not support."""
        remedy = "Remove it, or put it in quotes if it is text."
        if isinstance(event, yaml.AliasEvent):
            self._refuse_at(
                event,
                f"YAML aliases such as `*{event.anchor}` are not supported.",
                "Write the value in full, or put it in quotes if it is text.",
            )
        elif event.anchor:
            message = f"YAML anchors such as `&{event.anchor}` are not supported."
            self._refuse_at(event, message, remedy)
        if getattr(event, "tag", None):
            message = f"YAML tags such as `{event.tag}` are not supported."
            self._refuse_at(event, message, remedy)

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
                message = f"the key `{key}` is repeated; it is already on line {first}."
                self._refuse_at(event, message, "Keep only one of them.")
            value = self._node(next(self._events), inner)
            if key not in values:
                values[key] = value
                self.source.keys[inner] = _spot(event)
        return values

    def _key(self, event: Any) -> str:
        self._refuse_references(event)
        if not isinstance(event, yaml.ScalarEvent):
            remedy = "Put it in quotes if it is not meant to be a list or mapping."
            self._refuse_at(event, "a key must be a plain word.", remedy)
            raise _StopReadingError
        self._refuse_invisible(event, event.value)
        is_plain = event.implicit[0]
        if event.value == "<<" and is_plain:
            self._refuse_at(event, "merge keys (`<<`) are not supported.", "Write the values out.")
        return str(event.value)

    def _scalar(self, event: Any, where: Where) -> Any:
        self.source.spots[where] = _spot(event)
        text: str = event.value.replace(self._plug, HOLE)
        self._refuse_invisible(event, text)
        has_lines = event.start_mark.line < event.end_mark.line
        self._open_quote = event.start_mark if event.style in ("'", '"') and has_lines else None
        is_plain = event.implicit[0]
        if not is_plain:
            return text
        if NOT_FINITE.fullmatch(text):
            message = f"lessons do not support YAML's `{text}`."
            self._refuse_at(event, message, "Use `float('inf')` or `float('nan')` in code.")
        if TRAP.fullmatch(text):
            self.source.traps[where] = text
        return scalar_value(text)

    def _refuse_invisible(self, event: Any, text: str) -> None:
        if character := INVISIBLE.search(text):
            self._refuse_at(
                event,
                f"this text contains the invisible character U+{ord(character[0]):04X}.",
                "Remove it; if code needs it, write Python's escape sequence, such as `\\u200b`.",
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


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of a byte offset in a document."""
    before = text.encode()[:offset].decode(errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
