"""Explains in plain words why libyaml could not parse a file, and how to fix the file."""

import yaml

MISPLACED = ("did not find expected key", "expected <block end>", "expected '-' indicator")


def reason_and_remedy(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Return a sentence that explains a libyaml error, and a remedy."""
    problem = error.problem or "it cannot be parsed"
    if "expected ',' or" in problem:
        return (
            "a bracket, comma or quote ends this text too early.",
            "Inside { } and [ ], put quotes around text that contains brackets, commas or quotes.",
        )
    if "mapping values are not allowed" in problem:
        return (
            "this text contains a second `: `.",
            "Put the text in quotes, or write it below `>-`.",
        )
    if "cannot start any token" in problem:
        return "a value cannot begin with this character.", "Put the text in quotes."
    if any(misplaced in problem for misplaced in MISPLACED):
        return (
            "the line does not fit the structure of the lines above it.",
            "Check the indentation. Put quotes around text that begins with a quote or bracket.",
        )
    if "nesting depth" in problem:  # Since PyYAML 6.0.4, libyaml stops at 1,000 levels.
        return "values are nested too deeply.", "Use fewer levels."
    return f"this is not valid YAML: {problem}.", "Check quotes, brackets and indentation."
