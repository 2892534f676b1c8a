"""Misconceptions about axes, dtypes, products and indices, with the code they lead to."""

import ast

from torchquiz.engine.authoring.misreadings.calls import (
    along,
    another_method,
    arguments,
    methods,
    other_axis,
    with_keyword,
    without_keyword,
)
from torchquiz.engine.authoring.misreadings.expressions import (
    aligned_left,
    column_before_row,
    filled_by_columns,
    index_before,
    longer_slice,
    not_in_place,
    operator,
    reshaped,
    transposed_factor,
    without_transpose,
)
from torchquiz.engine.authoring.misreadings.names import (
    ALONG_AN_AXIS,
    FACTORIES,
    FLOAT_FACTORIES,
    REDUCTIONS,
    SOFTMAXES,
)
from torchquiz.engine.authoring.misreadings.rule import Rule


def _one_further(args: list[ast.expr]) -> list[ast.expr] | None:
    return [ast.BinOp(args[0], ast.Add(), ast.Constant(1))] if len(args) == 1 else None


ABOUT_TENSORS = (
    Rule(
        "axes-count-from-one",
        "The first axis of a tensor is dim=1.",
        "Axes count from 0.",
        along(ALONG_AN_AXIS | SOFTMAXES, lambda axis: axis - 1 if axis > 0 else None),
    ),
    Rule(
        "axis-one-further",
        "`dim` is the position of the axis, counted from 1.",
        "`dim` is the index of the axis itself, counted from 0.",
        along(ALONG_AN_AXIS | SOFTMAXES, lambda axis: axis + 1 if axis >= 0 else None),
    ),
    Rule(
        "minus-counts-from-the-front",
        "A negative axis also counts from the front.",
        "A negative axis counts from the end: -1 is the last.",
        along(ALONG_AN_AXIS | SOFTMAXES, lambda axis: -axis - 1 if axis < 0 else None),
    ),
    Rule(
        "dim-is-what-stays",
        "The given `dim` is the axis that stays.",
        "The given `dim` is the axis that is reduced.",
        along(REDUCTIONS, other_axis),
    ),
    Rule(
        "reduced-axis-stays",
        "A reduced axis stays with size 1.",
        "Without `keepdim=True` a reduced axis disappears.",
        with_keyword("keepdim", "True", REDUCTIONS),
    ),
    Rule(
        "reduced-axis-goes",
        "A reduced axis always disappears.",
        "With `keepdim=True` a reduced axis stays with size 1.",
        without_keyword("keepdim", REDUCTIONS),
    ),
    Rule(
        "underscore-means-nothing",
        "A method with a trailing underscore returns a new tensor and does not change the old one.",
        "The trailing underscore means that the tensor itself is changed.",
        not_in_place,
    ),
    Rule(
        "clone-shares",
        "A clone shares its memory with the original tensor.",
        "A clone has its own copy of the values.",
        methods({"clone"}, lambda tensor: tensor),
    ),
    Rule(
        "mean-instead-of-sum",
        "sum() divides by the number of values.",
        "sum() adds the values up without dividing.",
        another_method("sum", "mean"),
    ),
    Rule(
        "sum-instead-of-mean",
        "mean() adds the values up without dividing.",
        "mean() divides the sum by the number of values.",
        another_method("mean", "sum"),
    ),
    Rule(
        "matmul-transposes",
        "A matrix product transposes the second matrix automatically.",
        "`@` multiplies rows by columns and transposes nothing.",
        transposed_factor,
    ),
    Rule(
        "transpose-overlooked",
        "`.T` makes no difference.",
        "`.T` swaps rows and columns.",
        without_transpose,
    ),
    Rule(
        "matrix-product-is-elementwise",
        "`@` multiplies element-wise.",
        "`@` multiplies rows by columns and adds up the products.",
        operator(ast.MatMult, ast.Mult()),
    ),
    Rule(
        "star-is-the-matrix-product",
        "`*` is the matrix product.",
        "`*` multiplies element-wise.",
        operator(ast.Mult, ast.MatMult()),
    ),
    Rule(
        "scaling-rounds-down",
        "Dividing integers returns integers.",
        "`/` is true division and returns floats.",
        operator(ast.Div, ast.FloorDiv()),
    ),
    Rule(
        "floor-division-keeps-fractions",
        "`//` keeps the fractional part.",
        "`//` rounds down to an integer.",
        operator(ast.FloorDiv, ast.Div()),
    ),
    Rule(
        "floats-are-float64",
        "Floats in a tensor have 64 bits, like Python's.",
        "PyTorch's default dtype for floats is float32.",
        with_keyword("dtype", "torch.float64", FACTORIES, only_floats=True),
    ),
    Rule(
        "tensors-are-floats",
        "A new tensor is always float32.",
        "PyTorch creates an int64 tensor from integers.",
        with_keyword("dtype", "torch.float32", FACTORIES),
    ),
    Rule(
        "whole-numbers-stay",
        "A tensor of zeros or ones holds integers.",
        "The default dtype here is float32, unless you set `dtype`.",
        with_keyword("dtype", "torch.int64", FLOAT_FACTORIES),
    ),
    Rule(
        "dtype-ignored",
        "The values alone determine the dtype.",
        "The `dtype` argument determines the dtype.",
        without_keyword("dtype", FACTORIES),
    ),
    Rule(
        "reshape-moves-axes",
        "reshape can reorder axes.",
        "reshape keeps the values in the same order; swapping axes changes the order.",
        reshaped,
    ),
    Rule(
        "broadcasting-aligns-from-the-left",
        "Broadcasting aligns shapes at their first axes.",
        "Broadcasting aligns shapes at their last axes.",
        aligned_left,
    ),
    Rule(
        "slices-include-their-end",
        "A slice includes its end.",
        "A slice excludes its end.",
        longer_slice,
    ),
    Rule(
        "indices-count-from-one",
        "The first element has index 1.",
        "Indices count from 0.",
        index_before,
    ),
    Rule(
        "columns-come-first",
        "The column index comes before the row index.",
        "The row index comes first, then the column index.",
        column_before_row,
    ),
    Rule(
        "ranges-include-their-end",
        "A range includes its end.",
        "A range excludes its end.",
        arguments({"arange", "range"}, _one_further),
    ),
    Rule(
        "filled-by-columns",
        "`reshape` and `view` fill a matrix column by column.",
        "`reshape` and `view` fill a matrix row by row.",
        filled_by_columns,
    ),
    Rule(
        "size-one-axes-vanish",
        "An axis of size 1 does not count.",
        "An axis of size 1 counts like any other.",
        methods({"unsqueeze"}, lambda tensor: tensor),
    ),
)
