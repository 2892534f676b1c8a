"""Misconceptions about arguments of optimizers, loaders, recurrent layers and statistics."""

import ast

from torchquiz.engine.authoring.misreadings.calls import with_keyword, without_keyword
from torchquiz.engine.authoring.misreadings.rule import Rule, parsed_expression

RECURRENT = {"RNN", "LSTM", "GRU"}
OPTIMIZERS = {"SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "NAdam"}
SPREADS = {"std", "var"}


def _examples_of_loader(node: ast.expr) -> ast.expr | None:
    """Replace the length of a loader with that of its data set."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            return parsed_expression(f"len({name}.dataset)")
    return None


ABOUT_SETTINGS = (
    Rule(
        "momentum-overlooked",
        "Momentum does not change the size of a step.",
        "With momentum, each step also contains part of the earlier ones.",
        without_keyword("momentum", {"SGD", "RMSprop"}),
    ),
    Rule(
        "weight-decay-overlooked",
        "Weight decay does not change the weights.",
        "Weight decay also pulls each weight towards 0.",
        without_keyword("weight_decay", OPTIMIZERS),
    ),
    Rule(
        "last-batch-is-dropped",
        "An incomplete last batch is left out.",
        "Without `drop_last=True`, the last batch contains whatever is left.",
        with_keyword("drop_last", "True", {"DataLoader"}),
    ),
    Rule(
        "last-batch-is-kept",
        "A loader always returns every example.",
        "With `drop_last=True`, an incomplete last batch is left out.",
        without_keyword("drop_last", {"DataLoader"}),
    ),
    Rule(
        "length-counts-examples",
        "The length of a loader is the number of its examples.",
        "The length of a loader is the number of its batches.",
        _examples_of_loader,
        in_ask=True,
        asks=r"^len\(",
        needs="DataLoader",
    ),
    Rule(
        "second-direction-overlooked",
        "A second direction does not change any size.",
        "The backward direction adds features and states of its own.",
        without_keyword("bidirectional", RECURRENT),
    ),
    Rule(
        "stacked-layers-overlooked",
        "However many layers are stacked, there is one final state.",
        "Each of the stacked layers has a final state.",
        without_keyword("num_layers", RECURRENT),
    ),
    Rule(
        "batch-first-overlooked",
        "The time steps always come first.",
        "With `batch_first=True`, the batch comes first, and then the time steps.",
        without_keyword("batch_first", RECURRENT),
    ),
    Rule(
        "smoothing-overlooked",
        "Label smoothing does not change the value of the loss.",
        "Label smoothing moves part of the target to the other classes.",
        without_keyword("label_smoothing", {"CrossEntropyLoss", "cross_entropy"}),
    ),
    Rule(
        "every-target-counts",
        "Every example counts in the loss.",
        "Examples whose target is `ignore_index` do not count.",
        without_keyword("ignore_index", {"CrossEntropyLoss", "cross_entropy", "nll_loss"}),
    ),
    Rule(
        "always-ascending",
        "Sorting always starts with the smallest value.",
        "With `descending=True`, the largest value comes first.",
        without_keyword("descending", {"sort", "argsort"}),
    ),
    Rule(
        "always-the-largest",
        "topk() always returns the largest values.",
        "With `largest=False`, topk() returns the smallest values.",
        without_keyword("largest", {"topk"}),
    ),
    Rule(
        "spread-divides-by-all",
        "std() and var() divide by the number of values.",
        "By default, std() and var() divide by the number of values minus 1.",
        with_keyword("correction", "0", SPREADS),
    ),
    Rule(
        "diagonal-overlooked",
        "triu() and tril() always end at the main diagonal.",
        "`diagonal` moves the boundary away from the main diagonal.",
        without_keyword("diagonal", {"triu", "tril"}),
    ),
)
