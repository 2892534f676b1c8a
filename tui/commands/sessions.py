"""Commands for the screens shown before and after a session."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "summary": (
        Command(
            "summary.home", "enter,escape", "home", "home", "Return to the lesson or home", "enter"
        ),
        Command(
            "summary.missed", "m", "missed", "missed again", "Answer the missed questions again"
        ),
        Command(
            "summary.offer",
            "w",
            "offer",
            "practise it",
            "Answer more questions about the misconception that came up twice",
        ),
        Command(
            "summary.weak-points",
            "w",
            "weak_points",
            "weak points",
            "Choose what to practise across all lessons",
        ),
        *(
            Command(
                f"summary.open-{number}",
                str(number),
                f"open_item({number - 1})",
                "open one",
                "Open a missed question by its number",
                "1–9",
                in_footer=number == 1,
            )
            for number in range(1, 10)
        ),
    ),
    "placed": (
        Command("placed.open", "enter", "open", "begin", "Open the recommended lesson", "enter"),
        HOME,
    ),
    "before": (
        Command(
            "before.begin",
            "enter",
            "begin",
            "begin",
            "Begin; if there is a time limit, the clock starts now",
            "enter",
        ),
        HOME,
    ),
    "verdict": (
        Command(
            "verdict.more",
            "enter",
            "more",
            "more questions",
            "Answer more questions to reach a clear verdict",
            "enter",
        ),
        Command("verdict.follow", "n", "follow", "next step", "Go to the suggested next step"),
        Command(
            "verdict.missed", "m", "missed", "missed again", "Answer the missed questions again"
        ),
        HOME,
    ),
}
