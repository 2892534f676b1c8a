"""A QTI 2.1 package by qti-package-maker, as Blackboard and others import it."""

import contextlib
import io
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.markup import html, html_line
from torchquiz.engine.exchange.posed import Gap, Layout, Posed


def write(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a package; return a sentence for each question that is left out or loses something.

    Raises:
        TorchquizError: qti-package-maker is not installed.
    """
    try:
        from qti_package_maker.package_interface import QTIPackageInterface
    except ImportError:
        raise TorchquizError(
            "A QTI package needs qti-package-maker: pip install 'torchquiz[qti]'."
        ) from None
    package = QTIPackageInterface(title, verbose=False, allow_mixed=True)
    losses: list[str] = []
    for question in questions:
        losses += _add(package, question)
    choices = chain.from_iterable(question.choices for question in questions)
    if any(choice.because for choice in choices):
        losses.append(
            "What is said of each wrong option is left out: the library writes no feedback."
        )
    _save(package, path)
    return losses


def _add(package: Any, question: Posed) -> list[str]:
    """Add a question; return a sentence if it is left out."""
    if question.layout not in ENTRIES:
        return [f"{question.id}: left out; QTI has no kind for what is written or recalled freely."]
    stem = _ascii(html(question.stem))
    try:
        package.add_item(*ENTRIES[question.layout](question, stem))
    except ValueError as error:
        return [f"{question.id}: left out; the library refuses it: {error}"]
    return []


LibraryItem = tuple[str, tuple[Any, ...]]
"""The library's name for a type of question, and what it is made from."""


def _choice(question: Posed, stem: str) -> LibraryItem:
    texts = [_ascii(html_line(choice.text)) for choice in question.choices]
    keys = [text for text, choice in zip(texts, question.choices, strict=True) if choice.is_key]
    return ("MA", (stem, texts, keys)) if question.is_several else ("MC", (stem, texts, keys[0]))


def _order(question: Posed, stem: str) -> LibraryItem:
    return "ORDER", (stem, [_ascii(html_line(line)) for line in question.lines])


def _single_gap(question: Posed, stem: str) -> LibraryItem:
    (gap,) = question.gaps
    if gap.number is None:
        return "FIB", (stem, _plain(gap))
    return "NUM", (stem, gap.number, gap.tolerance)


def _gaps(question: Posed, stem: str) -> LibraryItem:
    gaps = {f"gap{place}": gap for place, gap in enumerate(question.gaps, start=1)}
    labels = (f"<p>{_ascii(html_line(gap.label))}: [{name}]</p>" for name, gap in gaps.items())
    return "MULTI_FIB", (stem + "".join(labels), {name: _plain(gap) for name, gap in gaps.items()})


ENTRIES: dict[Layout, Callable[[Posed, str], LibraryItem]] = {
    "choices": _choice,
    "order": _order,
    "gap": _single_gap,
    "gaps": _gaps,
}
"""Returns a question's entry for each layout that QTI has."""


def _ascii(text: str) -> str:
    """Return HTML in ASCII, as the library takes it; escaped twice, for it unescapes once."""
    return text.replace("&", "&amp;").encode("ascii", "xmlcharrefreplace").decode()


def _plain(gap: Gap) -> list[str]:
    """Return what may be typed, without what the library cannot write."""
    return [text for text in gap.accepted if text.isascii()]


def _save(package: Any, path: Path) -> None:
    """Save the package, without the library's remarks on standard output."""
    with contextlib.redirect_stdout(io.StringIO()):
        package.save_package("blackboard_qti_v2_1", str(path))
