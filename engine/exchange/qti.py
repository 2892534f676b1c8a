"""A QTI 2.1 package by qti-package-maker, as Blackboard and others import it."""

import contextlib
import io
from collections.abc import Callable, Sequence
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
    for one in questions:
        losses += _add(package, one)
    if any(one.choices and any(choice.because for choice in one.choices) for one in questions):
        losses.append(
            "What is said of each wrong option is left out: the library writes no feedback."
        )
    _save(package, path)
    return losses


def _add(package: Any, one: Posed) -> list[str]:
    """Add a question; return a sentence if it is left out."""
    if one.layout not in ENTRIES:
        return [f"{one.id}: left out; QTI has no kind for what is written or recalled freely."]
    stem = _ascii(html(one.stem))
    try:
        package.add_item(*ENTRIES[one.layout](one, stem))
    except ValueError as error:
        return [f"{one.id}: left out; the library refuses it: {error}"]
    return []


Entry = tuple[str, tuple[Any, ...]]
"""The library's name for a type of question, and what it is made from."""


def _choice(one: Posed, stem: str) -> Entry:
    texts = [_ascii(html_line(choice.text)) for choice in one.choices]
    keys = [text for text, choice in zip(texts, one.choices, strict=True) if choice.is_key]
    return ("MA", (stem, texts, keys)) if one.is_several else ("MC", (stem, texts, keys[0]))


def _order(one: Posed, stem: str) -> Entry:
    return "ORDER", (stem, [_ascii(html_line(line)) for line in one.lines])


def _single_gap(one: Posed, stem: str) -> Entry:
    (gap,) = one.gaps
    if gap.number is None:
        return "FIB", (stem, _plain(gap))
    return "NUM", (stem, gap.number, gap.tolerance)


def _gaps(one: Posed, stem: str) -> Entry:
    gaps = {f"gap{place}": gap for place, gap in enumerate(one.gaps, start=1)}
    labels = (f"<p>{_ascii(html_line(gap.label))}: [{name}]</p>" for name, gap in gaps.items())
    return "MULTI_FIB", (stem + "".join(labels), {name: _plain(gap) for name, gap in gaps.items()})


ENTRIES: dict[Layout, Callable[[Posed, str], Entry]] = {
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
