"""Builds a document's values from libyaml's events, and remembers where each value began."""

import re
from typing import Any

import yaml

from torchquiz.engine.errors import Fault
from torchquiz.engine.yaml.positions import Source, Spot, Where
from torchquiz.engine.yaml.reasons import reason_and_remedy
from torchquiz.engine.yaml.scalars import HOLE, TRAP, plugged, resolved

MAX_DEPTH = 16
JOINERS = "\u200c\u200d"
UNSEEN = re.compile(
    # control characters except tab and newline
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    # soft hyphen, vowel separator, zero-width space, word joiner, byte-order mark, tags
    "\xad\u180e\u200b\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    # separators of lines, and marks that change the direction of reading
    "\u061c\u200e\u200f\u2028-\u202e]"
    # joiners, unless both neighbours are letters that they may join, as in Persian or in emoji
    f"|(?<![^\x00-\x7f])[{JOINERS}]|[{JOINERS}](?![^\x00-\x7f])"
)
"""A character that nobody sees: `a\\u200bb` looks like `ab`, and `a\\u202eb` reads backwards."""


class _StopReadingError(Exception):
    """Raised where reading on would tell nothing reliable."""


class Document:
    """One document of strict YAML: its values, their positions and its faults."""

    def __init__(self, path: str) -> None:
        self.source = Source(path)
        self.faults: list[Fault] = []
        self._open_quote: Any = None
        """Where the text read last begins, if it is quoted and has several lines."""

    def read(self, text: str) -> None:
        """Read the document."""
        text, self._plug = plugged(text)
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
                "there is a character that YAML does not allow.",
                "Remove it, or write it as an escape in quotes.",
            )

    def _refuse_yaml(self, error: yaml.MarkedYAMLError) -> None:
        """Add the fault for which libyaml stopped.

        Where a quote or a bracket of an earlier line is still open, the fault is there.
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
            f"what opens here does not end where it should; that was noticed in line {line}.",
            "Close the quote or bracket, and quote texts that hold brackets or commas.",
        )

    def _read_events(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            self._refuse(1, 1, "the file is empty.", "Write a lesson: quizzes/README.md shows one.")
            return
        self.source.values = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse_at(
                after,
                "a second document begins here.",
                "Keep one lesson per file; remove the '---'.",
            )

    def _node(self, event: Any, where: Where) -> Any:
        if len(where) > MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep."
            self._refuse_at(event, message, "Write it flatter.")
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
        """Refuse aliases, anchors and tags: a value is what stands there."""
        remedy = "Remove it, or quote the text if it is text."
        if isinstance(event, yaml.AliasEvent):
            self._refuse_at(
                event,
                f"the alias '*{event.anchor}' is not followed.",
                "Write the value out, or quote it if it is text.",
            )
        elif event.anchor:
            self._refuse_at(event, f"the anchor '&{event.anchor}' is not wanted.", remedy)
        if getattr(event, "tag", None):
            self._refuse_at(event, f"the tag '{event.tag}' is not wanted.", remedy)

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
                message = (
                    f"the key '{key}' stands here a second time; the first is in line {first}."
                )
                self._refuse_at(event, message, "Keep one of them.")
            value = self._node(next(self._events), inner)
            if key not in values:
                values[key] = value
                self.source.keys[inner] = _spot(event)
        return values

    def _key(self, event: Any) -> str:
        self._refuse_references(event)
        if not isinstance(event, yaml.ScalarEvent):
            remedy = "Quote the text if a list or mapping was not meant."
            self._refuse_at(event, "a key must be one word.", remedy)
            raise _StopReadingError
        self._refuse_unseen(event, event.value)
        is_plain = event.implicit[0]
        if event.value == "<<" and is_plain:
            self._refuse_at(event, "merge keys ('<<') are not followed.", "Write the values out.")
        return str(event.value)

    def _scalar(self, event: Any, where: Where) -> Any:
        self.source.spots[where] = _spot(event)
        text: str = event.value.replace(self._plug, HOLE)
        self._refuse_unseen(event, text)
        has_lines = event.start_mark.line < event.end_mark.line
        self._open_quote = event.start_mark if event.style in ("'", '"') and has_lines else None
        is_plain = event.implicit[0]
        if not is_plain:
            return text
        if TRAP.fullmatch(text):
            self.source.traps[where] = text
        return resolved(text)

    def _refuse_unseen(self, event: Any, text: str) -> None:
        if unseen := UNSEEN.search(text):
            self._refuse_at(
                event,
                f"this text holds U+{ord(unseen[0]):04X}, a character that nobody sees.",
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


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a byte of the text."""
    before = text.encode()[:offset].decode(errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
