"""Proposes inputs for the function of a drafted `write` item, from the names of its parameters."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

LABELS = ("torch.randint(0, columns, (rows,))", "torch.randint(0, 2, (rows,))")
VECTOR, MATRIX = "torch.randn(columns)", "torch.randn(rows, columns)"
BOX = "torch.rand(4).cumsum(0)"
"""Coordinates x1, y1, x2, y2 that increase."""
FRACTION = ("0.5", "0.1")
BY_NAME: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"labels?|targets?|truths?|predicted|predictions?|assignments?|ind(?:ex|ices)|ids?", LABELS),
    (r"y_true|y_pred", LABELS),
    (r"y", ("torch.randn(rows)", LABELS[0])),
    (r"k", ("(columns + 1) // 2", "columns", "2")),
    (r"size|window|block", ("2", "columns")),
    (r"(?:num_|n_)?(?:classes|features|columns|width|dim)|[cn]", ("columns",)),
    (r"(?:num_|n_)?(?:tokens|rows|steps?|epochs?|length|height|times|batch)|[it]", ("rows",)),
    (r"\w*masks?|keep|kept", ("torch.randint(0, 2, (rows, columns))",)),
    (r"grads|gradients|tensors|parameters", (f"[{MATRIX}, {VECTOR}]",)),
    (r"sequences|lists|parts", ("[torch.randn(rows), torch.randn(columns)]",)),
    (r"box(?:es)?\w*", (BOX,)),
    (r"images?|img", ("torch.randn(rows + 2, columns + 3)",)),
    (r"kernel|filters?", ("torch.randn(2, 3)",)),
    (r"lr|rate|learning_rate|p|eps|epsilon|momentum|beta\d|decay|\w*smoothing", FRACTION),
    (r"alpha|penalty|limit|delta|temperature|threshold|margin|scale|factor", FRACTION),
    (r"v", (VECTOR, "torch.rand(columns)", MATRIX)),
    (r"gamma|beta|weights?|bias|vector|query|means?|w|grad|m", (VECTOR, MATRIX)),
)
"""Inputs for parameters whose names match a pattern as a whole, the most likely first."""
ANY = (
    MATRIX,
    VECTOR,
    "torch.randint(0, 5, (columns,))",
    "torch.randint(0, 5, (rows, columns))",
    "columns",
    "rows",
    "torch.randn(2, rows, columns)",
    "torch.randn(rows)",
    "torch.randn(columns, rows)",
    BOX,
)
"""Inputs for all other parameters, and for those whose usual inputs do not fit."""
MOST_EACH = 6
"""Maximum number of inputs to try for a parameter of a function with several."""


def likely_inputs(names: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Return combinations of inputs for parameters, the most likely first.

    Args:
        names: the names of the parameters.
        most: the maximum number of combinations.
    """
    candidates = [list(_candidates(name)) for name in names]
    if len(names) > 2:
        candidates = [each[:MOST_EACH] for each in candidates]
    ranked = product(*(range(len(each)) for each in candidates))
    combined = [
        (tuple(each[rank] for each, rank in zip(candidates, ranks, strict=True)), ranks)
        for ranks in ranked
    ]
    combined.sort(key=lambda pair: _unlikeliness(*pair))
    return [codes for codes, _ in combined[:most]]


def _unlikeliness(codes: tuple[str, ...], ranks: tuple[int, ...]) -> int:
    """Return how unlikely a combination is. Parameters of the same role have the same inputs."""
    return max(ranks) if len(set(codes)) == 1 else sum(ranks)


def _candidates(name: str) -> Iterator[str]:
    """Yield inputs for a parameter, without repetition, the most likely first."""
    own = [code for pattern, codes in BY_NAME if re.fullmatch(pattern, name) for code in codes]
    yield from dict.fromkeys([*own, *ANY])
