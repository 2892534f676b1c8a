"""Formats counts, times, sizes and suggestions for messages."""

from collections.abc import Iterable, Sequence

RIGHT = "✔"
WRONG = "✘"
UNCOUNTED = "○"
BAR = "│"
ARROW = "→"
KIB = 1024
LETTERS = "ABCDEFGHIJ"


def elapsed(ms: float) -> str:
    """Format a short time in a suitable unit, such as `0.4 ms`, `12 ms` or `1.5 s`."""
    if ms < 1:
        return f"{max(ms, 0.1):.1f} ms"
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def duration(seconds: float) -> str:
    """Format a longer time, such as `40 seconds`, `2 min 5 s` or `12 minutes`."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return counted(rest, "second")
    if minutes < 10 and rest:
        return f"{minutes} min {rest} s"
    return counted(minutes, "minute")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number and its noun in the singular or plural, such as `1 item` or `3 tries`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or noun + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as in a sentence: `a`, `a and b` or `a, b and c`."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def letter(index: int) -> str:
    """Return the letter of the option at an index, such as `A` for 0."""
    return LETTERS[index]


def clock(seconds: int) -> str:
    """Format the remaining time as minutes and seconds, such as `4:12`."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else "time is up"


def shape(sizes: Sequence[int]) -> str:
    """Format a shape with multiplication signs, such as `1000 × 16 × 32 × 32`."""
    return " × ".join(map(str, sizes))


def parameters(number: int) -> str:
    """Format a number of parameters, such as `448 parameters`. Return an empty string for 0."""
    return counted(number, "parameter") if number else ""


def memory(size: int) -> str:
    """Format a number of bytes in a suitable unit. Return an empty string for 0."""
    if not size:
        return ""
    if size < KIB:
        return f"{size} B"
    return f"{size / KIB:,.0f} KiB" if size < KIB * KIB else f"{size / KIB / KIB:,.1f} MiB"


def did_you_mean(name: str, known: Iterable[str], most: int = 3) -> str:
    """Return a question such as `did you mean 'conv2d' or 'conv1d'?`.

    If some known names contain `name`, only those are suggested. Otherwise, names with a similar
    spelling are suggested. If there are none, the result is an empty string.

    Args:
        name: the name that the user wrote.
        known: the names that exist.
        most: the maximum number of suggestions.
    """
    import difflib  # slow to import, and only needed after a mistake

    names = list(dict.fromkeys(known))
    longer = [other for other in names if name and name in other]
    near = longer or difflib.get_close_matches(name, names, n=most, cutoff=0.5)
    return f"did you mean {' or '.join(map(repr, near[:most]))}?" if near else ""
