"""Misconceptions about tensors: axes, dtypes, products and places, each with how it reads code."""

import ast

from torchquiz.engine.authoring.misreadings.calls import (
    added,
    along,
    arguments,
    methods,
    other_axis,
    renamed,
    without,
)
from torchquiz.engine.authoring.misreadings.expressions import (
    aligned_left,
    column_before_row,
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
    MAKERS,
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
        "An axis is named by what stands before it.",
        "The axis that is named is the one that is meant, counted from 0.",
        along(ALONG_AN_AXIS | SOFTMAXES, lambda axis: axis + 1 if axis >= 0 else None),
    ),
    Rule(
        "minus-counts-from-the-front",
        "A negative axis counts from the front as well.",
        "A negative axis counts from the end: -1 is the last.",
        along(ALONG_AN_AXIS | SOFTMAXES, lambda axis: -axis - 1 if axis < 0 else None),
    ),
    Rule(
        "dim-is-what-stays",
        "The dim that is named is the one that stays.",
        "The dim that is named is the one that is reduced.",
        along(REDUCTIONS, other_axis),
    ),
    Rule(
        "reduced-axis-stays",
        "A reduced axis stays with size 1.",
        "Without `keepdim=True` a reduced axis is gone.",
        added("keepdim", "True", REDUCTIONS),
    ),
    Rule(
        "reduced-axis-goes",
        "A reduced axis is always gone.",
        "With `keepdim=True` it stays with size 1.",
        without("keepdim", REDUCTIONS),
    ),
    Rule(
        "underscore-means-nothing",
        "A method with an underscore returns a new tensor and leaves its own alone.",
        "The underscore says that the tensor itself is changed.",
        not_in_place,
    ),
    Rule(
        "clone-shares",
        "A clone shares its numbers with the tensor that it was made of.",
        "A clone has numbers of its own.",
        methods({"clone"}, lambda tensor: tensor),
    ),
    Rule(
        "mean-instead-of-sum",
        "What is added up is divided by its number.",
        "A sum is not divided by anything.",
        renamed("sum", "mean"),
    ),
    Rule(
        "sum-instead-of-mean",
        "A mean adds up and leaves it at that.",
        "A mean divides the sum by the number of values.",
        renamed("mean", "sum"),
    ),
    Rule(
        "matmul-transposes",
        "A product of matrices turns the second one by itself.",
        "Rows meet columns as they stand; nothing is turned.",
        transposed_factor,
    ),
    Rule(
        "transpose-overlooked",
        "`.T` does not change what comes out.",
        "`.T` swaps rows and columns.",
        without_transpose,
    ),
    Rule(
        "matrix-product-is-elementwise",
        "`@` multiplies number by number.",
        "`@` multiplies rows with columns and adds up.",
        operator(ast.MatMult, ast.Mult()),
    ),
    Rule(
        "star-is-the-matrix-product",
        "`*` is the product of matrices.",
        "`*` multiplies number by number.",
        operator(ast.Mult, ast.MatMult()),
    ),
    Rule(
        "scaling-rounds-down",
        "Dividing whole numbers gives whole numbers.",
        "`/` is true division and gives floats.",
        operator(ast.Div, ast.FloorDiv()),
    ),
    Rule(
        "floor-division-keeps-fractions",
        "`//` keeps what is behind the point.",
        "`//` rounds down.",
        operator(ast.FloorDiv, ast.Div()),
    ),
    Rule(
        "floats-are-float64",
        "Floats of a tensor have 64 bits, as those of Python.",
        "The default of PyTorch is float32.",
        added("dtype", "torch.float64", MAKERS),
    ),
    Rule(
        "tensors-are-floats",
        "A new tensor holds float32, whatever it is made of.",
        "Whole numbers become int64.",
        added("dtype", "torch.float32", MAKERS),
    ),
    Rule(
        "whole-numbers-stay",
        "A tensor of 0 and 1 holds whole numbers.",
        "Makers of tensors give float32 unless `dtype` says otherwise.",
        added("dtype", "torch.int64", MAKERS),
    ),
    Rule(
        "dtype-ignored",
        "The values decide about the dtype.",
        "`dtype` decides.",
        without("dtype", MAKERS),
    ),
    Rule(
        "reshape-moves-axes",
        "reshape can bring axes into another order.",
        "Moving axes changes which numbers stand side by side; reshape keeps their order.",
        reshaped,
    ),
    Rule(
        "broadcasting-aligns-from-the-left",
        "Shapes are aligned at their first axes.",
        "Shapes are aligned at their last axes.",
        aligned_left,
    ),
    Rule(
        "slices-include-their-end",
        "A slice includes its end.",
        "A slice ends before its end.",
        longer_slice,
    ),
    Rule(
        "indices-count-from-one",
        "The first entry has the index 1.",
        "Indices count from 0.",
        index_before,
    ),
    Rule(
        "columns-come-first",
        "The column is named before the row.",
        "The row is named first, then the column.",
        column_before_row,
    ),
    Rule(
        "ranges-include-their-end",
        "A range includes its end.",
        "A range ends before its end.",
        arguments({"arange", "range"}, _one_further),
    ),
    Rule(
        "size-one-axes-vanish",
        "An axis of size 1 is no axis.",
        "An axis of size 1 counts like any other.",
        methods({"unsqueeze"}, lambda tensor: tensor),
    ),
)
