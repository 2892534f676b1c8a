"""Commands for the statistics, search, settings, report and drill screens."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "drills": (
        Command(
            "drills.begin",
            "enter",
            "begin",
            "begin",
            "Begin the drill at the cursor; the clock starts with the first question",
            "enter",
        ),
        HOME,
    ),
    "drill": (
        Command("drill.next", "enter", "next", "next", "Go on to the next question", "enter"),
        Command(
            "drill.again",
            "enter",
            "again",
            "again",
            "Do the drill again with new questions",
            "enter",
        ),
        Command(
            "drill.unknown",
            "ctrl+n",
            "unknown",
            "don't know",
            "See the answer; the question counts as missed",
        ),
        Command(
            "drill.close",
            "escape",
            "close",
            "back",
            "Return to the list of drills; the score of an unfinished drill is not saved",
            "esc",
        ),
    ),
    "statistics": (
        Command(
            "statistics.weak-points",
            "w",
            "weak_points",
            "practise weak points",
            "Choose what to practise across all lessons",
        ),
        HOME,
    ),
    "weak-points": (
        Command(
            "weak-points.practise",
            "enter",
            "practise",
            "practise this",
            "Practise what is at the cursor, across all lessons",
            "enter",
        ),
        HOME,
    ),
    "search": (
        Command(
            "search.up",
            "up",
            "screen.move(-1)",
            "up",
            "Go to the result above",
            "↑",
            in_footer=False,
        ),
        Command(
            "search.down",
            "down",
            "screen.move(1)",
            "down",
            "Go to the result below",
            "↓",
            in_footer=False,
        ),
        Command(
            "search.open",
            "enter",
            "screen.open",
            "open",
            "Open the result; if it is a question, answer just that one",
            "enter",
        ),
        Command(
            "search.practise",
            "f5",
            "screen.practise",
            "practise this",
            "Practise what the question is about, across all lessons",
            "f5",
        ),
        Command("search.back", "escape", "screen.home", "back", "Return to where you were", "esc"),
    ),
    "settings": (
        Command(
            "settings.next",
            "right,enter",
            "change(1)",
            "next value",
            "Choose the next value, which takes effect at once",
            "→",
        ),
        Command(
            "settings.before",
            "left",
            "change(-1)",
            "previous value",
            "Choose the previous value, which takes effect at once",
            "←",
        ),
        HOME,
    ),
    "report": (
        Command(
            "report.write",
            "enter",
            "screen.write",
            "save the note",
            "Save the note in the reports folder",
            "enter",
        ),
        Command(
            "report.close",
            "escape",
            "screen.close",
            "back",
            "Return to the question without saving a note",
            "esc",
        ),
    ),
}
