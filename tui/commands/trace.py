"""Commands for the trace screen and its tabs."""

from torchquiz.tui.commands.command import HOME, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
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
            "See how the model was trained, and train it yourself",
        ),
        Command(
            "trace.prediction",
            "p",
            "tab('prediction')",
            "prediction",
            "Follow an example through the trained model",
        ),
        Command("trace.quiz", "q", "quiz", "quiz", "Answer questions about this trace"),
        Command(
            "trace.right",
            "shift+right,>",
            "shift(8)",
            "code",
            "Scroll wide code sideways",
            "> <",
            in_footer=False,
        ),
        Command(
            "trace.left",
            "shift+left,<",
            "shift(-8)",
            "code",
            "Scroll wide code sideways",
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
            "Change a number in this stage and run the model again",
            "e",
        ),
        Command(
            "flow.restore",
            "0",
            "restore",
            "restore",
            "Restore all numbers",
        ),
    ),
    "numbers": (
        Command("numbers.run", "enter", "run", "run", "Run the model with these numbers", "enter"),
        Command(
            "numbers.left",
            "left,shift+tab",
            "go(-1)",
            "number",
            "Go to the previous number",
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
            "cancel",
            "Cancel and leave the numbers unchanged",
            "esc",
        ),
    ),
    "training": (
        Command(
            "training.run",
            "enter",
            "run",
            "train",
            "Train the model now, in a separate process",
            "enter",
        ),
        Command("training.cancel", "c,escape", "cancel", "cancel", "Stop this run", "c"),
        Command(
            "training.dataset",
            "d",
            "dataset",
            "data set",
            "Switch to the next installed data set",
        ),
    ),
    "prediction": (
        Command(
            "prediction.before",
            "left",
            "example(-1)",
            "example",
            "Go to the previous example",
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
            "Go to the previous layer",
            "↑ ↓",
            in_footer=False,
        ),
        Command("prediction.down", "down,j", "layer(1)", "layer", "Go to the next layer", "↑ ↓"),
    ),
}
