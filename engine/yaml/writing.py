"""Writes plain data as readable YAML, with multi-line strings as literal blocks."""

from typing import Any

import yaml

from torchquiz.engine.yaml.scalars import scalar_value

WIDTH = 120
UNBROKEN = 4096


class _BlockDumper(yaml.SafeDumper):
    """A YAML dumper that writes multi-line strings as literal blocks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Choose a style for a string, and return its YAML node."""
    style = "|" if "\n" in text else None
    if not isinstance(scalar_value(text), str):
        style = "'"  # PyYAML would write `1e5` without quotes
    # PyYAML cannot write a block in which a line ends with a space; it would quote the text.
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class _LessonDumper(_BlockDumper):
    """A dumper that indents lists, and writes lists of numbers on one line, as in the guide."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.SequenceNode:
    are_numbers = all(isinstance(value, int | float) for value in values)
    return dumper.represent_sequence(
        "tag:yaml.org,2002:seq", values, flow_style=are_numbers or None
    )


_BlockDumper.add_representer(str, _represent_text)
_LessonDumper.add_representer(list, _represent_list)


def lesson_yaml_lines(value: object) -> list[str]:
    """Convert plain data to lines of YAML in the style of the guide.

    Lines are never wrapped, because code with a line break in the middle would be hard to read.
    """
    text = yaml.dump(
        value, Dumper=_LessonDumper, sort_keys=False, allow_unicode=True, width=UNBROKEN
    )
    return str(text).rstrip("\n").split("\n")


def block_yaml(value: object, width: int = WIDTH) -> str:
    """Convert plain data to YAML in block style, without a final newline."""
    text = yaml.dump(value, Dumper=_BlockDumper, sort_keys=False, allow_unicode=True, width=width)
    return str(text).rstrip("\n")


def indented(block: str) -> str:
    """Indent every line of a block, except empty lines, by two more spaces."""
    return "\n".join("  " + line if line else line for line in block.split("\n"))
