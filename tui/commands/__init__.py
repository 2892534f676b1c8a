"""Every command in one table; keys, footer and help are made from it.

A key that a line of text would swallow has a second one for then: `h,f2` shows as `h` beside options and as `f2` while typing.
"""

from typing import Any

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.screen import Screen

from torchquiz.engine.wording import letter


class Command(Struct, frozen=True):
    """One thing a learner can do, and the keys that do it."""

    id: str
    keys: str
    """Separated by commas, as Textual names them."""
    action: str
    description: str
    """One or two words for the footer."""
    tooltip: str
    """A sentence for help."""
    shown: str = ""
    """How the keys are shown; empty to leave it to Textual."""
    in_footer: bool = True
    goes_first: bool = False
    """Whether it is taken before the widget in focus sees the key."""

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(
            self.keys,
            self.action,
            self.description,
            show=self.in_footer,
            key_display=self.shown or None,
            priority=self.goes_first,
            tooltip=self.tooltip,
            id=self.id,
        )


def _picks(place: str) -> tuple[Command, ...]:
    """A key is the option's only where there is such an option; otherwise `h` opens a hint."""
    return tuple(
        Command(
            f"{place}.pick-{number}",
            f"{letter(number - 1).lower()},{letter(number - 1)},{number}",
            f"pick({number - 1})",
            f"choose {letter(number - 1)}",
            "Answer with this option, or mark it where several are asked for",
            "A–I, 1–9",
            in_footer=False,
        )
        for number in range(1, 10)
    )


def _ratings() -> tuple[Command, ...]:
    tooltip = "Rate it so instead: 1 again, 2 hard, 3 good, 4 easy"
    return tuple(
        Command(
            f"review.rate-{rating}",
            str(rating),
            f"rate({rating})",
            "this rating",
            tooltip,
            "1–4",
            in_footer=rating == 1,
        )
        for rating in range(1, 5)
    )


def _lines() -> tuple[Command, ...]:
    return tuple(
        Command(
            f"arrange.pick-{place}",
            f"{letter(place).lower()},{letter(place)}",
            f"pick({place})",
            f"take {letter(place)}",
            "Go to this line and take it, or drop it",
            "A–F",
            in_footer=False,
        )
        for place in range(MOST_LINES)
    )


MOST_LINES = 6
UP = Command("rows.up", "up,k", "move(-1)", "up", "Go up", "↑", in_footer=False)
DOWN = Command("rows.down", "down,j", "move(1)", "down", "Go down", "↓", in_footer=False)
HOME = Command(
    "page.home", "escape", "home", "back", "Back to the lesson, or home; nothing is lost", "esc"
)
OVER = Command(
    "reading.over",
    "right",
    "over",
    "next sheet",
    "Turn to the next sheet at once",
    "→",
    in_footer=False,
)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "home": (
        Command(
            "home.open",
            "enter",
            "open",
            "open",
            "Do what comes next, or open the lesson at the cursor",
            "enter",
        ),
        Command("home.review", "r", "review", "review", "Review what is due over all lessons"),
        Command(
            "home.practise",
            "p",
            "practise",
            "practise",
            "Practise the lesson at the cursor at once",
        ),
        Command(
            "home.search",
            "slash",
            "app.search",
            "search",
            "Search over lessons, ways and questions",
            "/",
        ),
        Command(
            "home.statistics",
            "s",
            "app.statistics",
            "statistics",
            "See what all your answers come to",
        ),
        Command(
            "home.settings",
            "comma",
            "app.settings",
            "settings",
            "See and change the settings",
            ",",
            in_footer=False,
        ),
        Command("home.quit", "q", "app.quit", "quit", "Leave torchquiz; everything is saved"),
    ),
    "lesson": (
        Command(
            "lesson.open",
            "enter",
            "open",
            "open",
            "Open what is at the cursor, where you stopped in it",
            "enter",
        ),
        *(
            Command(
                f"lesson.open-{number}",
                str(number % 10),
                f"open_at({number - 1})",
                f"open {number}",
                "Open by number; a first letter only goes there",
                "1–9, 0",
                in_footer=False,
            )
            for number in range(1, 11)
        ),
        HOME,
    ),
    "preview": (
        Command(
            "preview.next",
            "right",
            "turn(1)",
            "next variant",
            "Show the next variant",
            "→",
            goes_first=True,
        ),
        Command(
            "preview.previous",
            "left",
            "turn(-1)",
            "previous",
            "Show the variant before",
            "←",
            goes_first=True,
        ),
        Command(
            "preview.unfold",
            "o",
            "unfold",
            "unfold",
            "Unfold what is said of every option, or fold it again",
        ),
        Command(
            "preview.quit",
            "q,escape",
            "app.quit",
            "quit",
            "Leave the preview; nothing is stored",
            "q",
        ),
    ),
    "listing": (
        UP,
        DOWN,
        Command(
            "listing.page-up",
            "pageup",
            "page(-1)",
            "page up",
            "Go up or down by a page",
            "pgup pgdn",
            in_footer=False,
        ),
        Command(
            "listing.page-down",
            "pagedown",
            "page(1)",
            "page down",
            "Go up or down by a page",
            "pgup pgdn",
            in_footer=False,
        ),
        Command(
            "listing.first",
            "home",
            "end(-1)",
            "first",
            "Go to the first or the last",
            "home end",
            in_footer=False,
        ),
        Command(
            "listing.last",
            "end",
            "end(1)",
            "last",
            "Go to the first or the last",
            "home end",
            in_footer=False,
        ),
    ),
    "rows": (UP, DOWN),
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
    "review": (
        Command("review.why", "i", "why", "why", "See why the question comes back when it does"),
        Command(
            "review.override",
            "o",
            "override",
            "rate",
            "Rate the answer otherwise, or keep the rating; the answer stays as it was",
        ),
        *_ratings(),
    ),
    "reviewed": (Command("reviewed.more", "r", "more", "review more", "Review what else is due"),),
    "options": (
        UP,
        DOWN,
        *_picks("options"),
        Command(
            "options.toggle",
            "space",
            "mark",
            "mark",
            "Mark or unmark the option at the cursor",
            "space",
        ),
        Command(
            "options.submit",
            "enter",
            "submit",
            "answer",
            "Answer with the option at the cursor, or with all marked",
            "enter",
        ),
    ),
    "line": (
        Command("line.submit", "enter", "submit", "answer", "Answer with what is typed", "enter"),
    ),
    "cell": (
        Command("cell.up", "up", "step(-1)", "up", "Go to the cell above", "↑", in_footer=False),
        Command(
            "cell.down", "down", "step(1)", "down", "Go to the cell below", "↓", in_footer=False
        ),
        Command(
            "cell.submit",
            "enter",
            "submit",
            "next or answer",
            "Go to the next empty cell; answer when there is none",
            "enter",
        ),
        Command(
            "cell.next",
            "tab",
            "app.focus_next",
            "next cell",
            "Go to the next cell, or back with shift+tab",
            "tab",
            in_footer=False,
        ),
    ),
    "arrange": (
        UP,
        DOWN,
        *_lines(),
        Command(
            "arrange.up",
            "shift+up,K",
            "carry(-1)",
            "move up",
            "Move the line at the cursor up",
            "K  shift+↑",
            in_footer=False,
        ),
        Command(
            "arrange.down",
            "shift+down,J",
            "carry(1)",
            "move down",
            "Move the line at the cursor down",
            "J  shift+↓",
            in_footer=False,
        ),
        Command(
            "arrange.submit",
            "enter",
            "submit",
            "answer",
            "Answer with the lines as they stand",
            "enter",
        ),
        Command(
            "arrange.grab",
            "space",
            "grab",
            "take or drop",
            "Take the line, so that up and down move it, or drop it",
            "space",
        ),
    ),
    "editor": (
        Command("editor.run", "ctrl+r,f5", "run", "run", "Run the code", "ctrl+r", goes_first=True),
        Command(
            "editor.outside",
            "ctrl+e",
            "edit_outside",
            "editor",
            "Open the code in $VISUAL or $EDITOR",
            "ctrl+e",
            goes_first=True,
        ),
        Command(
            "editor.leave",
            "escape",
            "leave",
            "leave",
            "Leave the code for the keys of the page",
            "esc",
            goes_first=True,
        ),
    ),
    "written": (
        Command("written.edit", "enter", "edit", "write", "Go back into the code", "enter"),
        Command(
            "written.run", "ctrl+r,f5", "run", "run", "Run the code against its checks", "ctrl+r"
        ),
    ),
    "card": (
        Command("card.turn", "enter,space", "turn", "turn", "Turn the card", "enter"),
        Command("card.again", "1", "rate(1)", "again", "I did not know it; ask me again soon"),
        Command("card.hard", "2", "rate(2)", "hard", "I knew it, with trouble"),
        Command("card.good", "3", "rate(3)", "good", "I knew it"),
        Command("card.easy", "4", "rate(4)", "easy", "I knew it at once"),
    ),
    "experiment": (
        Command(
            "experiment.setup",
            "f3",
            "setup",
            "setup code",
            "Unfold or fold the code that runs before",
        ),
        Command(
            "experiment.back",
            "escape",
            "back",
            "back",
            "Back to the question, which is as it was",
            "esc",
        ),
    ),
    "reading": (
        Command(
            "reading.on",
            "enter,space",
            "on",
            "go on",
            "Go on; at the end, to the next way of the lesson",
            "enter",
        ),
        OVER,
        Command("reading.back", "left,backspace", "back", "back", "Back to the sheet before", "←"),
        Command(
            "reading.right", "shift+right,>", "shift(8)", "code", "Move wide code sideways", "> <"
        ),
        Command(
            "reading.left",
            "shift+left,<",
            "shift(-8)",
            "code",
            "Move wide code sideways",
            "> <",
            in_footer=False,
        ),
        HOME,
    ),
    "learn": (
        Command(
            "learn.retry",
            "r",
            "retry",
            "try again",
            "Try the step's question again; the first try has been counted",
        ),
        Command(
            "learn.hint",
            "h,f2",
            "hint",
            "hint",
            "Open a hint, each closer to the answer than the last",
        ),
        Command("learn.skip", "right,f4", "skip", "leave it", "Go on without an answer"),
        OVER,
        *_picks("learn"),
    ),
    "matrix": (
        Command(
            "matrix.up",
            "up,k",
            "go(-1, 0)",
            "number",
            "Go to the number above",
            "↑ ↓ ← →",
            in_footer=False,
        ),
        Command(
            "matrix.down",
            "down,j",
            "go(1, 0)",
            "number",
            "Go to another number; its words stand below",
            "↑ ↓ ← →",
        ),
        Command(
            "matrix.left",
            "left",
            "go(0, -1)",
            "number",
            "Go to the number on the left",
            "↑ ↓ ← →",
            in_footer=False,
        ),
        Command(
            "matrix.right",
            "right",
            "go(0, 1)",
            "number",
            "Go to the number on the right",
            "↑ ↓ ← →",
            in_footer=False,
        ),
    ),
    "trace": (
        Command(
            "trace.flow",
            "f",
            "tab('flow')",
            "flow",
            "See how data flows through the model, and change its numbers",
        ),
        Command(
            "trace.training",
            "t",
            "tab('training')",
            "training",
            "See the model being trained, and train it yourself",
        ),
        Command(
            "trace.prediction",
            "p",
            "tab('prediction')",
            "prediction",
            "Follow an example through the trained model",
        ),
        Command("trace.quiz", "q", "quiz", "quiz", "Questions about this trace"),
        Command(
            "trace.right",
            "shift+right,>",
            "shift(8)",
            "code",
            "Move wide code sideways",
            "> <",
            in_footer=False,
        ),
        Command(
            "trace.left",
            "shift+left,<",
            "shift(-8)",
            "code",
            "Move wide code sideways",
            "> <",
            in_footer=False,
        ),
        HOME,
    ),
    "flow": (
        Command(
            "flow.edit",
            "e,enter",
            "edit",
            "change",
            "Change a number of this stage and run the model again",
            "e",
        ),
        Command(
            "flow.restore",
            "0",
            "restore",
            "restore",
            "Give every stage the lesson's own numbers again",
        ),
    ),
    "numbers": (
        Command("numbers.run", "enter", "run", "run", "Run the model with these numbers", "enter"),
        Command(
            "numbers.left",
            "left,shift+tab",
            "go(-1)",
            "number",
            "Go to the number before",
            "← →",
            in_footer=False,
        ),
        Command("numbers.right", "right,tab", "go(1)", "number", "Go to the next number", "← →"),
        Command(
            "numbers.delete",
            "backspace",
            "delete",
            "delete",
            "Delete the last digit",
            in_footer=False,
        ),
        Command(
            "numbers.leave",
            "escape,up,down",
            "leave",
            "leave it",
            "Leave the numbers as they were",
            "esc",
        ),
    ),
    "training": (
        Command(
            "training.run",
            "enter",
            "run",
            "train",
            "Train the model now, in a process of its own",
            "enter",
        ),
        Command("training.cancel", "c,escape", "cancel", "cancel", "End this run", "c"),
        Command(
            "training.dataset",
            "d",
            "dataset",
            "data set",
            "Train on the next data set that is installed",
        ),
    ),
    "prediction": (
        Command(
            "prediction.before",
            "left",
            "example(-1)",
            "example",
            "Go to the example before",
            "← →",
            in_footer=False,
        ),
        Command(
            "prediction.next", "right", "example(1)", "example", "Go to the next example", "← →"
        ),
        Command(
            "prediction.up",
            "up,k",
            "layer(-1)",
            "layer",
            "Go to the layer before",
            "↑ ↓",
            in_footer=False,
        ),
        Command("prediction.down", "down,j", "layer(1)", "layer", "Go to the next layer", "↑ ↓"),
    ),
    "summary": (
        Command("summary.home", "enter,escape", "home", "home", "Go home", "enter"),
        Command("summary.missed", "m", "missed", "missed again", "Do the missed questions again"),
    ),
    "before": (
        Command(
            "before.begin",
            "enter",
            "begin",
            "begin",
            "Begin; a clock starts now, if there is one",
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
            "Take more questions, so that the verdict becomes clear",
            "enter",
        ),
        Command("verdict.follow", "n", "follow", "next step", "Open what is best done next"),
        Command("verdict.missed", "m", "missed", "missed again", "Do the missed questions again"),
        HOME,
    ),
    "statistics": (HOME,),
    "search": (
        Command(
            "search.up",
            "up",
            "screen.move(-1)",
            "up",
            "Go up in what was found",
            "↑",
            in_footer=False,
        ),
        Command(
            "search.down",
            "down",
            "screen.move(1)",
            "down",
            "Go down in what was found",
            "↓",
            in_footer=False,
        ),
        Command(
            "search.open",
            "enter",
            "screen.open",
            "open",
            "Open what was found, or ask just that question",
            "enter",
        ),
        Command("search.back", "escape", "screen.home", "back", "Back to where you were", "esc"),
    ),
    "settings": (
        Command(
            "settings.next",
            "right,enter",
            "change(1)",
            "next value",
            "Take the next value; it holds at once",
            "→",
        ),
        Command(
            "settings.before",
            "left",
            "change(-1)",
            "value before",
            "Take the value before; it holds at once",
            "←",
        ),
        HOME,
    ),
    "report": (
        Command(
            "report.write",
            "enter",
            "screen.write",
            "write the note",
            "Write the note into the folder of reports",
            "enter",
        ),
        Command(
            "report.close",
            "escape",
            "screen.close",
            "back",
            "Back to the question, without a note",
            "esc",
        ),
    ),
    "help": (
        Command(
            "help.close",
            "escape,question_mark,f1,enter,q",
            "close",
            "back",
            "Back to where you were",
            "esc",
        ),
    ),
    "everywhere": (
        Command(
            "app.report",
            "exclamation_mark,f8",
            "report",
            "report",
            "Report this question: write a note on what is wrong or unclear",
            "!  f8",
            in_footer=False,
        ),
        Command(
            "app.palette",
            "ctrl+p",
            "command_palette",
            "commands",
            "Find a command, a lesson or a way by its name",
            "ctrl+p",
            in_footer=False,
        ),
        Command("app.help", "question_mark,f1", "help", "keys", "Show every key"),
        Command(
            "app.theme",
            "ctrl+t",
            "turn_lights",
            "light or dark",
            "Turn from dark to light and back",
            "ctrl+t",
            in_footer=False,
        ),
        Command(
            "app.quit",
            "ctrl+c",
            "quit",
            "quit",
            "Leave at once; everything is saved",
            "ctrl+c",
            in_footer=False,
            goes_first=True,
        ),
    ),
}


def bindings(place: str) -> list[BindingType]:
    """The bindings of a screen or widget."""
    return [command.binding() for command in COMMANDS[place]]


def in_force(screen: Screen[Any]) -> list[Command]:
    """The commands that do something on a screen now, what works everywhere last."""
    known = {command.id: command for commands in COMMANDS.values() for command in commands}
    active = [
        one.binding.id
        for one in screen.active_bindings.values()
        if one.enabled and one.binding.id in known
    ]
    commands = [known[name] for name in dict.fromkeys(name for name in active if name)]
    return sorted(commands, key=lambda command: command in COMMANDS["everywhere"])
