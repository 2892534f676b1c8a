"""Groups of PyTorch functions and classes that learners misread in the same way."""

CONVOLUTION_LAYERS = {"Conv1d", "Conv2d", "Conv3d"}
CONVOLUTIONS = CONVOLUTION_LAYERS | {"conv1d", "conv2d", "conv3d"}
"""All convolutions except transposed ones, whose padding and stride have the opposite effect."""
TRANSPOSED_CONVOLUTIONS = {"ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"}
POOLS = {"MaxPool1d", "MaxPool2d", "MaxPool3d", "max_pool1d", "max_pool2d", "max_pool3d"} | {
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
}
LAYERS = CONVOLUTION_LAYERS | TRANSPOSED_CONVOLUTIONS | {"Linear"}
"""Layers whose first two arguments are the sizes of the input and the output."""
REDUCTIONS = {
    "sum",
    "mean",
    "prod",
    "max",
    "min",
    "amax",
    "amin",
    "argmax",
    "argmin",
    "std",
    "var",
    "any",
    "all",
    "norm",
}
SOFTMAXES = {"softmax", "log_softmax", "Softmax", "LogSoftmax"}
ALONG_AN_AXIS = REDUCTIONS | {
    "cumsum",
    "cat",
    "stack",
    "squeeze",
    "unsqueeze",
    "sort",
    "topk",
    "flip",
    "chunk",
    "split",
    "gather",
}
LOSSES = {
    "cross_entropy",
    "mse_loss",
    "l1_loss",
    "nll_loss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "CrossEntropyLoss",
    "MSELoss",
    "L1Loss",
    "NLLLoss",
    "BCELoss",
    "BCEWithLogitsLoss",
}
"""Losses, as functions and as modules, whose default `reduction` is the mean."""
FACTORIES = {
    "tensor",
    "zeros",
    "ones",
    "full",
    "rand",
    "randn",
    "arange",
    "linspace",
    "eye",
    "empty",
}
"""Functions that create a tensor and accept a `dtype` argument."""
FLOAT_FACTORIES = {"zeros", "ones", "linspace", "eye", "empty"}
"""Functions that create tensors of PyTorch's default dtype, whatever their arguments are."""
MODULES = {"torch", "F", "nn.functional", "torch.nn.functional"}
"""Modules whose attributes are functions. A call on anything else is a method call."""
