"""Describes the feature by which an answer could be guessed, and how to change the options."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from torchquiz.engine.authoring.guessing.features import FEATURES, WORDING
from torchquiz.engine.authoring.guessing.ranking import Sample, Weights


@dataclass(frozen=True, slots=True)
class Cue:
    """A property of options that can give the correct answer away, and advice against it."""

    if_more: str
    """The sentence to show if the correct option has more of the property than the others."""
    if_less: str
    """The sentence to show if the correct option has less of the property than the others."""
    remedy: str


def _wording(pattern: str) -> Cue:
    """Return the cue for a list of words. Its message quotes the first two of them."""
    words = "' or '".join(pattern.split("|")[:2])
    return Cue(
        f"the key has a word such as '{words}', unlike most of the other options.",
        f"wrong options have a word such as '{words}', but the key does not.",
        "Use words like this both in the key and in wrong options.",
    )


CUES = {
    "length": Cue(
        "the key is longer than the other options.",
        "the key is shorter than the other options.",
        "Make all options about the same length.",
    ),
    "likeness": Cue(
        "the key is the option that is most like the others.",
        "the key is the option that is least like the others.",
        "Make wrong options as similar to each other as to the key, for example by adding "
        "one that combines two mistakes.",
    ),
    "number": Cue(
        "the key contains a number, unlike most of the other options.",
        "wrong options contain numbers, but the key does not.",
        "Use numbers both in the key and in wrong options.",
    ),
    "code": Cue(
        "the key contains code, unlike most of the other options.",
        "wrong options contain code, but the key does not.",
        "Mention code both in the key and in wrong options.",
    ),
    "comma": Cue(
        "the key has a comma, unlike most of the other options.",
        "wrong options have a comma, but the key does not.",
        "Give the options the same structure.",
    ),
    "no-error": Cue(
        "the key is 'no error', as in other items that offer it.",
        "'no error' is offered, but it is hardly ever the key.",
        "Make 'no error' the key of some items, and leave it out of others.",
    ),
    "exception": Cue(
        "most options name the same exception or the same line as the key.",
        "the key names an exception or a line that most other options do not.",
        "Let several wrong options share an exception or a line that is not the key's.",
    ),
    "size": Cue(
        "the key is much larger or smaller than the other numbers.",
        "the key is the number closest to the middle.",
        "Add wrong numbers above and below the key, some of them as round as the key.",
    ),
    **{name: _wording(pattern) for name, pattern in WORDING.items()},
}


def strongest_cue(weights: Weights, sample: Sample, key: int) -> tuple[str, str]:
    """Return a sentence about the cue that most clearly gave the answer away, and a remedy.

    Args:
        weights: the weights of the features.
        sample: the options of the item.
        key: the index of the correct option.
    """
    features = sample.features[key]
    gains: dict[str, float] = defaultdict(float)
    for feature in FEATURES:
        gains[feature.cue] += weights.get(feature.name, 0.0) * features.get(feature.name, 0.0)
    name = max(gains, key=lambda cue: gains[cue])
    cue = CUES[name]
    return (cue.if_more if _has_more(name, weights, features) else cue.if_less), cue.remedy


def _has_more(name: str, weights: Weights, features: Mapping[str, float]) -> bool:
    """Return whether the correct option is above average in the cue's most important feature."""
    own = [feature.name for feature in FEATURES if feature.cue == name]
    first = max(own, key=lambda other: weights.get(other, 0.0) * features.get(other, 0.0))
    is_more = features.get(first, 0.0) > 0
    return is_more != (first in ("shortest", "least-alike"))
