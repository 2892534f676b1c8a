"""The names of functions whose results depend on chance, and of functions that remove chance."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DRAWS = _words(
    "rand randn randint randperm normal bernoulli multinomial poisson rand_like randn_like"
    " randint_like random_split RandomSampler SubsetRandomSampler WeightedRandomSampler"
    " dropout dropout1d dropout2d dropout3d gumbel_softmax rrelu"
)
"""PyTorch functions that draw random values."""
DRAWING_METHODS = _words(
    "normal_ uniform_ random_ exponential_ bernoulli_ log_normal_ cauchy_ geometric_"
    " xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ orthogonal_ trunc_normal_"
    " reset_parameters"
)
"""Methods and initialisers that fill a tensor with random values in place."""
DRAWING_LAYERS = _words(
    "Linear Bilinear Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d Embedding"
    " EmbeddingBag RNN LSTM GRU RNNCell LSTMCell GRUCell MultiheadAttention Transformer"
    " TransformerEncoderLayer TransformerDecoderLayer Dropout Dropout1d Dropout2d Dropout3d"
    " AlphaDropout"
)
"""Layers that draw random values, either for their parameters or in each call."""
UNINITIALISED = _words("empty empty_like new_empty empty_strided")
"""Functions that return uninitialised memory."""
ADDRESSES = _words("id hash data_ptr")
"""Functions whose result differs from process to process."""
SEEDS = _words("manual_seed seed set_rng_state")
"""Functions that set a seed, after which random draws are the same in every run."""
OVERWRITING = _words(
    "zero_ fill_ copy_ constant_ zeros_ ones_ eye_ dirac_ load_state_dict fill_diagonal_"
)
"""Methods and initialisers that overwrite a tensor with values that do not depend on chance."""
DICTIONARIES = _words("dict OrderedDict ModuleDict ParameterDict state_dict")
"""Functions that return dictionaries."""
CONTAINERS = _words("Sequential ModuleList ModuleDict")
"""Modules that contain other modules."""
NAMED_PAIRS = _words("named_parameters named_modules named_buffers named_children")
"""Methods that yield pairs of a name and a part of a module. The names are certain."""
ORDERED = _words("list tuple enumerate iter next zip map join str repr format dict reversed pop")
"""Functions whose result depends on the order of a set."""
ORDER_FREE = _words("sorted len sum min max any all set frozenset Counter equal allclose")
"""Functions whose result does not depend on the order of their argument."""
PROPERTIES = _words(
    "shape dtype ndim device requires_grad is_leaf grad_fn itemsize nbytes layout training"
    " size dim numel nelement ndimension stride is_contiguous element_size storage_offset"
    " is_floating_point is_complex is_tensor len type isinstance zeros_like ones_like full_like"
    " new_zeros new_ones new_full broadcast_shapes result_type"
    " param_groups get_last_lr in_features out_features"
    " in_channels out_channels kernel_size padding __name__ __class__ callable hasattr"
)
"""Attributes and methods of a value whose results do not depend on its elements."""
