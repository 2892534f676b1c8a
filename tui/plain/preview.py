"""Prints an item for its author, with every variant, hint and explanation."""

import sys

from torchquiz.engine.grading.parts import PreviewPart
from torchquiz.engine.models.proven import Item
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import code_lines
from torchquiz.tui.words.preview import explanation_texts, question_texts


def preview(item: Item) -> None:
    """Print all variants of an item."""
    dialogue = Dialogue(None, sys.stdout)
    dialogue.tell(f"{item.lesson}/{item.id}, {item.kind}, {item.level}")
    for number, variant in enumerate(item.variants, start=1):
        name = f": {variant.name}" if variant.name else ""
        dialogue.tell("", f"Variant {number} of {len(item.variants)}{name}", "")
        for part in (*question_texts(variant), *explanation_texts(variant)):
            _say(part, dialogue)


def _say(part: PreviewPart, dialogue: Dialogue) -> None:
    if part.kind == "code":
        dialogue.say(*code_lines(part.text))
    elif part.kind == "title":
        dialogue.tell("", part.text)
    else:
        dialogue.tell(part.text)
