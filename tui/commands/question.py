"""Commands for screens with a question."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "practice": (
        Command("practice.next", "enter", "next", "next", "Go on to the next question", "enter"),
        Command(
            "practice.retry",
            "r",
            "retry",
            "try again",
            "Try this question again; only your first try counts",
        ),
        Command(
            "practice.undo",
            "z,f10",
            "undo",
            "undo",
            "Withdraw this answer; it will not count, and you will be asked again",
        ),
        Command(
            "practice.reveal",
            "s,f6",
            "reveal",
            "show answer",
            "See the right answer and the explanation",
        ),
        Command(
            "practice.hint",
            "h,f2",
            "hint",
            "hint",
            "Open the next hint; each one gives away more of the answer",
        ),
        Command(
            "practice.experiment",
            "e,f4",
            "experiment",
            "experiment",
            "Change the code and run it; this does not count",
        ),
        Command(
            "practice.setup",
            "u,f3",
            "setup",
            "setup code",
            "Show or hide the setup code",
        ),
        Command("practice.right", "right", "shift(8)", "code", "Scroll wide code sideways", "← →"),
        Command(
            "practice.left",
            "left",
            "shift(-8)",
            "code",
            "Scroll wide code sideways",
            "← →",
            in_footer=False,
        ),
        HOME,
        Command(
            "practice.unknown",
            "n,ctrl+n",
            "unknown",
            "don't know",
            "See the answer; the question counts as missed",
        ),
        Command(
            "practice.skip",
            "x,f9",
            "skip",
            "skip",
            "Skip this question for now; it comes back after the others",
        ),
        Command(
            "practice.docs",
            "l,f11",
            "docs",
            "docs",
            "Open PyTorch's documentation for this question in a browser",
        ),
        Command(
            "practice.end",
            "ctrl+e,f12",
            "end",
            "end",
            "End this session for good; your answers so far count",
            in_footer=False,
        ),
        Command(
            "practice.look-back",
            "v,f7",
            "look_back",
            "last question",
            "See the previous question and its feedback again",
        ),
    ),
    "look-back": (
        Command(
            "look-back.close",
            "escape,enter,v,f7",
            "close",
            "back",
            "Return to the current question",
            "esc",
        ),
    ),
}
