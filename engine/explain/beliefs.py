"""Defines the misconceptions behind wrong answers about a model, in addition to the shared ones."""

from torchquiz.engine.folders import BANKS
from torchquiz.engine.yaml.reading import read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

OWN = {
    "stride-forgotten": "A stride saves computation without changing the size of the output.",
    "channels-come-last": "The channels are the last axis of an image.",
    "stride-is-the-factor": "A transposed convolution multiplies sizes by exactly its stride.",
    "transposed-shrinks": "A transposed convolution shrinks its input, like a convolution.",
    "size-is-kept": "The layer keeps the height and width.",
    "adaptive-removes-axes": "Adaptive pooling to size 1 removes the pooled axes.",
    "pooling-halves": "Pooling always halves the height and width.",
    "recurrent-has-one-bias": "A recurrent layer has one bias for each gate, not two.",
    "gates-share-weights": "The gates of a recurrent layer share their weights.",
    "state-has-no-weights": "A recurrent layer only has weights for its input.",
    "attention-has-three-projections": "Attention projects only the queries, keys and values.",
    "attention-is-one-matrix": "Attention has a single weight matrix.",
    "attention-learns-nothing": "Attention has no parameters; it only combines its inputs.",
    "output-is-the-weight": "The output of a layer has the shape of its weight.",
    "linear-keeps-features": "A linear layer does not change the number of features.",
    "linear-adds-an-axis": "A linear layer adds an axis for its outputs.",
    "embedding-is-one-hot": "An embedding returns one number for each possible index.",
    "embedding-sums": "An embedding returns a single vector for a whole sequence.",
    "embedding-keeps-the-shape": "An embedding replaces each index with a single number.",
    "embedding-is-one-vector": "An embedding learns a single vector.",
    "flatten-keeps-channels": "Flattening merges height and width, but not the channels.",
    "flatten-adds-sizes": "Flattening adds up the sizes of the axes.",
    "bias-is-always-there": "Every layer has a bias.",
    "bias-per-input": "There is one bias for each input.",
    "bias-is-no-parameter": "A bias is a constant and does not count as a parameter.",
    "features-are-added": "A layer has one parameter for each input and one for each output.",
    "statistics-are-parameters": "Running statistics are learned by the optimizer.",
    "statistics-need-evaluation": "Batch norm collects its statistics in evaluation mode.",
    "one-scale-for-all": "A normalization layer has a single scale and a single shift.",
    "norm-learns-nothing": "A normalization layer has no parameters.",
    "only-linear-layers-learn": "Only linear layers have parameters.",
    "last-layer-forgotten": "The parameters of the last layer do not count.",
    "largest-layer-is-all": "All of a model's parameters are in its largest layer.",
    "convolutions-hold-most": "Most of a model's parameters are in its convolutions.",
    "later-layers-are-larger": "Later layers have more parameters than earlier ones.",
    "parameters-are-work": "The layer with the most parameters does the most work.",
    "batch-becomes-one": "A model merges the examples of a batch into one.",
    "output-is-the-input": "A model's output has the same shape as its input.",
    "output-never-changes": "A model's output has the same shape for every input.",
    "errors-come-last": "A wrong size raises an exception only at the end of the model.",
    "stride-enlarges": "A stride multiplies the height and width.",
    "stride-skips-filters": "A stride skips filters.",
    "kernel-loses-its-size": "Removing the padding also subtracts it from the output.",
    "frozen-still-trains": "A frozen layer is trained like any other.",
    "frozen-is-what-is-left": "Freezing a layer means that only this layer is trained.",
    "freezing-stops-all": "Freezing one layer stops the training of the whole model.",
    "frozen-layers-get-gradients": "A frozen layer still gets gradients, but nothing uses them.",
    "first-layers-get-none": "Gradients do not reach the first layers.",
    "last-layers-get-none": "The last layer gets no gradient, because the loss follows it.",
    "gradients-stay-at-the-end": "Gradients are only computed for the last layers.",
    "dropout-is-for-evaluation": "Dropout is active in evaluation mode.",
    "dropout-only-scales": "Dropout only scales values.",
    "every-layer-is-saved": "Every layer has an entry in the state dict.",
    "gradients-are-saved": "Gradients are saved with a model.",
    "buffers-are-not-saved": "Only parameters are saved.",
    "one-entry-per-layer": "A state dict has one entry per layer.",
    "one-entry-per-number": "A state dict has one entry per number.",
    "cat-adds": "Concatenating adds tensors element by element.",
    "cat-stacks": "Concatenating stacks tensors along a new axis.",
    "cat-joins-batches": "Concatenating always joins tensors along the batch axis.",
    "recurrent-returns-the-last": "A recurrent layer returns only its last output.",
    "directions-share-features": "The two directions of a recurrent layer share its features.",
    "recurrent-keeps-features": "A recurrent layer outputs as many features as its input has.",
}


def beliefs(names: set[str]) -> dict[str, str]:
    """Return the belief behind each named misconception, by name in alphabetical order.

    A misconception defined in this module takes precedence over a shared one with the same name.

    Raises:
        KeyError: one of the names is unknown.
    """
    shared = read_source(BANKS / SHARED_MISCONCEPTIONS).values
    known = {**shared, **OWN}
    return {name: str(known[name]) for name in sorted(names)}
