"""Commands of a page with a question."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "practice": (
        Command("practice.next", "enter", "next", "next", "Go on to the next question", "enter"),
        Command(
            "practice.retry",
            "r",
            "retry",
            "try again",
            "Try this question again; the first try has been counted",
        ),
        Command(
            "practice.reveal",
            "s,f6",
            "reveal",
            "show answer",
            "See the right answer, and why it is so",
        ),
        Command(
            "practice.hint",
            "h,f2",
            "hint",
            "hint",
            "Open a hint, each closer to the answer than the last",
        ),
        Command(
            "practice.experiment",
            "e,f4",
            "experiment",
            "experiment",
            "Change the code and run it; nothing is counted",
        ),
        Command(
            "practice.setup",
            "u,f3",
            "setup",
            "setup code",
            "Unfold or fold the code that runs before the snippet",
        ),
        Command("practice.right", "right", "shift(8)", "code", "Move wide code sideways", "← →"),
        Command(
            "practice.left",
            "left",
            "shift(-8)",
            "code",
            "Move wide code sideways",
            "← →",
            in_footer=False,
        ),
        HOME,
    ),
}
