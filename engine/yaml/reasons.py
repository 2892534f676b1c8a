"""Says in plain words why libyaml stopped, and what to do about it."""

import yaml

MISPLACED = ("did not find expected key", "expected <block end>", "expected '-' indicator")


def reason_and_remedy(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Return what is wrong with a text that libyaml cannot read, and what to do about it."""
    problem = error.problem or "it is no YAML"
    if "expected ',' or" in problem:
        return (
            "the text within these braces or brackets is cut off by a bracket, a comma or a quote.",
            "Within { } and [ ], put texts that hold such characters in quotes.",
        )
    if "mapping values are not allowed" in problem:
        return "there is a second ': ' in this text.", "Put the text in quotes, or under '>-'."
    if "cannot start any token" in problem:
        return "a value cannot begin with this character.", "Put the text in quotes."
    if any(misplaced in problem for misplaced in MISPLACED):
        return (
            "the line does not fit what stands above it.",
            "Look at the indentation, and quote texts that begin with a quote or a bracket.",
        )
    return f"this is no YAML: {problem}.", "Look at the quotes, the brackets and the indentation."
