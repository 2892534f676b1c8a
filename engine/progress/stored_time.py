"""Formats times for the progress file."""

from datetime import UTC, datetime


def stored(moment: datetime) -> str:
    """Format a time in UTC, so that sorting the strings also sorts the times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
