"""Additional commands for questions in a review."""

from torchquiz.tui.commands.command import Command


def _rating_commands() -> tuple[Command, ...]:
    """Return one command for each of the four ratings that a learner can give an answer."""
    tooltip = "Change the rating: 1 again, 2 hard, 3 good, 4 easy"
    return tuple(
        Command(
            f"review.rate-{rating}",
            str(rating),
            f"rate({rating})",
            "new rating",
            tooltip,
            "1–4",
            in_footer=rating == 1,
        )
        for rating in range(1, 5)
    )


COMMANDS: dict[str, tuple[Command, ...]] = {
    "review": (
        Command("review.why", "i", "why", "why", "See why the question comes back on this date"),
        Command(
            "review.override",
            "o",
            "override",
            "rate",
            "Change the rating of this answer",
        ),
        *_rating_commands(),
    ),
    "reviewed": (
        Command("reviewed.more", "r", "more", "review more", "Review the other items that are due"),
    ),
}
