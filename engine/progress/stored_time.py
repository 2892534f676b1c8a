"""Formats times as the progress file stores them."""

from datetime import UTC, datetime


def stored(moment: datetime) -> str:
    """Format a time as it is stored: in UTC, so that sorting the texts sorts the times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
