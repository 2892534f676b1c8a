"""Writes a QTI 2.1 package, which Blackboard and other learning platforms import."""

import contextlib
import io
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.writers.exported import ExportedQuestion, Gap, Layout
from torchquiz.engine.exchange.writers.markup import html, html_line


def write(questions: Sequence[ExportedQuestion], path: Path, title: str) -> list[str]:
    """Write a package; return a sentence for each question that is left out or loses something.

    Raises:
        TorchquizError: qti-package-maker is not installed.
    """
    try:
        from qti_package_maker.package_interface import QTIPackageInterface
    except ImportError:
        raise TorchquizError(
            "Exporting to QTI needs qti-package-maker; run: pip install 'torchquiz[qti]'."
        ) from None
    package = QTIPackageInterface(title, verbose=False, allow_mixed=True)
    losses: list[str] = []
    for question in questions:
        losses += _add(package, question)
    options = chain.from_iterable(question.options for question in questions)
    if any(option.because for option in options):
        losses.append(
            "Feedback on wrong options is left out, because qti-package-maker cannot write it."
        )
    _save(package, path)
    return losses


def _add(package: Any, question: ExportedQuestion) -> list[str]:
    """Add a question; return a sentence if it is left out."""
    if question.layout not in ENTRIES:
        return [f"{question.id}: left out; QTI cannot grade code or flash cards."]
    stem = _ascii(html(question.stem))
    try:
        package.add_item(*ENTRIES[question.layout](question, stem))
    except ValueError as error:
        return [f"{question.id}: left out; qti-package-maker refuses it: {error}"]
    return []


LibraryItem = tuple[str, tuple[Any, ...]]
"""The name of a question type in qti-package-maker, and the arguments that it needs."""


def _choice(question: ExportedQuestion, stem: str) -> LibraryItem:
    texts = [_ascii(html_line(option.text)) for option in question.options]
    keys = [text for text, option in zip(texts, question.options, strict=True) if option.is_key]
    return ("MA", (stem, texts, keys)) if question.is_several else ("MC", (stem, texts, keys[0]))


def _order(question: ExportedQuestion, stem: str) -> LibraryItem:
    return "ORDER", (stem, [_ascii(html_line(line)) for line in question.lines])


def _single_gap(question: ExportedQuestion, stem: str) -> LibraryItem:
    (gap,) = question.gaps
    if gap.number is None:
        return "FIB", (stem, _plain(gap))
    return "NUM", (stem, gap.number, gap.tolerance)


def _gaps(question: ExportedQuestion, stem: str) -> LibraryItem:
    gaps = {f"gap{number}": gap for number, gap in enumerate(question.gaps, start=1)}
    labels = (f"<p>{_ascii(html_line(gap.label))}: [{name}]</p>" for name, gap in gaps.items())
    return "MULTI_FIB", (stem + "".join(labels), {name: _plain(gap) for name, gap in gaps.items()})


ENTRIES: dict[Layout, Callable[[ExportedQuestion, str], LibraryItem]] = {
    "options": _choice,
    "order": _order,
    "gap": _single_gap,
    "gaps": _gaps,
}
"""By layout: a function that returns the question as qti-package-maker expects it."""


def _ascii(text: str) -> str:
    """Return HTML in ASCII, escaped twice because qti-package-maker unescapes it once."""
    return text.replace("&", "&amp;").encode("ascii", "xmlcharrefreplace").decode()


def _plain(gap: Gap) -> list[str]:
    """Return the accepted texts that are ASCII; qti-package-maker cannot write others."""
    return [text for text in gap.accepted if text.isascii()]


def _save(package: Any, path: Path) -> None:
    """Save the package, and discard what qti-package-maker prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        package.save_package("blackboard_qti_v2_1", str(path))
