"""A QTI 2.1 package by qti-package-maker, as Blackboard and others import it."""

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.markup import html, html_line
from torchquiz.engine.exchange.posed import Gap, Posed


def write(questions: Sequence[Posed], path: Path, title: str) -> list[str]:
    """Write a package.

    Returns:
        A sentence for each question that loses something, or is left out since QTI has no place
        for it.

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
    told: list[str] = []
    for one in questions:
        told += _add(package, one)
    if any(one.choices and any(choice.because for choice in one.choices) for one in questions):
        told.append(
            "What is said of each wrong option is left out: the library writes no feedback."
        )
    _save(package, path)
    return told


def _add(package: Any, one: Posed) -> list[str]:
    """Add a question; return a sentence if it is left out."""
    entry = _entry(one)
    if entry is None:
        return [f"{one.id}: left out; QTI has no kind for what is written or recalled freely."]
    try:
        package.add_item(*entry)
    except ValueError as error:
        return [f"{one.id}: left out; the library refuses it: {error}"]
    return []


def _entry(one: Posed) -> tuple[str, tuple[Any, ...]] | None:
    stem = _ascii(html(one.stem))
    if one.choices:
        texts = [_ascii(html_line(choice.text)) for choice in one.choices]
        keys = [text for text, choice in zip(texts, one.choices, strict=True) if choice.is_key]
        return ("MA", (stem, texts, keys)) if one.is_several else ("MC", (stem, texts, keys[0]))
    if one.lines:
        return "ORDER", (stem, [_ascii(html_line(line)) for line in one.lines])
    if len(one.gaps) == 1:
        gap = one.gaps[0]
        return (
            ("NUM", (stem, gap.number, gap.tolerance))
            if gap.number is not None
            else ("FIB", (stem, _plain(gap)))
        )
    if one.gaps:
        asked = "".join(
            f"<p>{_ascii(html_line(gap.label))}: [gap{place}]</p>"
            for place, gap in enumerate(one.gaps, start=1)
        )
        return "MULTI_FIB", (
            stem + asked,
            {f"gap{place}": _plain(gap) for place, gap in enumerate(one.gaps, start=1)},
        )
    return None


def _ascii(text: str) -> str:
    """Return HTML in ASCII, which is all that the library takes.

    References such as `&lt;` are escaped once more, because the library resolves them once.
    """
    return text.replace("&", "&amp;").encode("ascii", "xmlcharrefreplace").decode()


def _plain(gap: Gap) -> list[str]:
    """Return what may be typed, without what the library cannot write."""
    return [text for text in gap.accepted if text.isascii()]


def _save(package: Any, path: Path) -> None:
    """Save the package, without what the library prints about it."""
    with contextlib.redirect_stdout(io.StringIO()):
        package.save_package("blackboard_qti_v2_1", str(path))
