"""Finds misspelt names of PyTorch in explanations, such as `nn.Conv2D` or `x.reshpe(2)`."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.prose.right_program import PURPOSE
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.typos import close_name
from torchquiz.engine.sandbox.job import Ask, Job, program
from torchquiz.engine.sandbox.pool import Workers
from torchquiz.engine.sandbox.values import plain

Api = Mapping[str, frozenset[str]]
"""The names in each module and class of PyTorch, such as those in `torch.nn`."""
ALIASES = {"nn": "torch.nn", "F": "torch.nn.functional", "optim": "torch.optim"}
DOTTED = re.compile(r"\b(?:torch|nn|F|optim)(?:\.[A-Za-z_]\w*)+")
"""Matches a name with its module, such as `torch.nn.Conv2d` or `F.relu`."""
CLASS = re.compile(r"(?<![\w.'\"])(?:[A-Z][a-z]+\w*[A-Z0-9]\w*|[A-Z]{2,}[a-z]\w*)\b")
"""Matches a name with capital letters or digits inside, such as `Conv2D` or `BatchNorm2d`."""
METHOD = re.compile(r"`[^`]*?\w\.([a-z_]\w*)\(")
"""Matches a method in code, such as `x.reshape(`."""
SHORTEST = 5
"""Minimum length of a method's name for a name that differs by one typo to be a misspelling."""
PLAIN = (str, list, dict, set, tuple)
"""Python's own types, whose methods may be mentioned as well."""


def doubt_misspelt_names(
    context: ItemContext[Any], variant: Variant, texts: Iterable[RenderedText]
) -> None:
    """Record a doubt about each name in a text that PyTorch does not have.

    Names that occur in the question, the options or the code are left out, because an item may ask
    about a wrong name.
    """
    shown = _shown(variant)
    for text in texts:
        for name in dict.fromkeys(_mentioned(text.text)):
            if name in shown:
                continue
            right = _correction(context, name, _api(cast(Hashable, context.workers)))
            if right:
                context.note_doubt(f"PyTorch has no `{name}`{right}", *text.where)


def _shown(variant: Variant) -> str:
    runs = [run.code for run in (*variant.answer.runs, variant.run) if run is not None]
    return "\n".join([variant.setup, variant.snippet, variant.stem, *variant.answer.texts, *runs])


def _mentioned(text: str) -> Iterator[str]:
    yield from DOTTED.findall(text)
    yield from CLASS.findall(text)
    yield from (f".{name}" for name in METHOD.findall(text))


def _correction(context: ItemContext[Any], name: str, api: Api) -> str:
    """Return advice on a name that PyTorch does not have, or an empty string if it has the name."""
    if name.startswith("."):
        return _method_correction(context, name[1:], api)
    known = frozenset[str]().union(*api.values())
    if "." not in name:
        classes = {other.lower(): other for other in known if other[:1].isupper()}
        right = classes.get(name.lower())
        return f"; did you mean `{right}`" if right and name not in known else ""
    first, _, rest = name.partition(".")
    parts = f"{ALIASES.get(first, first)}.{rest}".split(".")
    for end in range(1, len(parts)):
        owner = ".".join(parts[:end])
        if owner in api and parts[end] not in api[owner]:
            close = _close(context, owner, parts[end], api)
            return f"; did you mean `{close}`" if close else "; correct the name"
    return ""


def _method_correction(context: ItemContext[Any], name: str, api: Api) -> str:
    """Return advice on a method whose name differs by one typo from one that tensors have."""
    known = frozenset[str]().union(*api.values())
    if name in known or len(name) < SHORTEST or any(hasattr(kind, name) for kind in PLAIN):
        return ""
    close = _close(context, "torch.Tensor", name, api)
    return f"; did you mean `{close}`" if close else ""


def _close(context: ItemContext[Any], owner: str, name: str, api: Api) -> str:
    """Return a known name that differs in its capital letters or by one typo, or nothing."""
    same = sorted(other for other in api.get(owner, ()) if other.lower() == name.lower())
    return same[0] if same else close_name(context, "attribute", owner, name)


@lru_cache(maxsize=4)
def _api(workers: Hashable) -> Api:
    """Return the names of PyTorch as these workers have it, asking them only once.

    Args:
        workers: a `Workers`; the cache requires that its type says that it is hashable.
    """
    job = Job((program("api"),), (Ask("_api()"),), purpose=PURPOSE)
    answers = cast(Workers, workers).run(job).answers
    if not answers or not isinstance(answers[0], Value):
        return {}
    return {name: frozenset(names) for name, names in plain(answers[0])}
