"""Reads items in QTI 2 and QTI 3 that offer choices.

See https://www.imsglobal.org/question/
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.readers.imported import (
    ImportedOption,
    ImportedQuestion,
    Omission,
    name_from,
)
from torchquiz.engine.exchange.readers.qti_feedback import WITHIN_TEXT, feedback
from torchquiz.engine.exchange.readers.qti_keys import Marks, marks
from torchquiz.engine.exchange.readers.qti_xml import (
    HtmlWriter,
    child,
    nodes,
    plain_name,
    value_of,
)
from torchquiz.engine.exchange.readers.question_texts import QuestionTexts
from torchquiz.engine.exchange.readers.xml_lines import Lines

ITEM = "assessmentitem"
CHOICES = {"choiceinteraction": "simplechoice", "inlinechoiceinteraction": "inlinechoice"}
"""The interactions that can be imported, with the name of their choices."""
GAP = "_____"
TYPED = "a typed answer needs code that computes it; rewrite it as an item of kind `predict`."
UNSUPPORTED = {
    "textentryinteraction": TYPED,
    "sliderinteraction": TYPED,
    "extendedtextinteraction": "an essay cannot be graded automatically.",
    "orderinteraction": (
        "an ordering question needs lines of code and a goal; rewrite it as an item of kind "
        "`order`."
    ),
    "matchinteraction": "matching questions are not supported.",
    "associateinteraction": "matching questions are not supported.",
}
"""The unsupported interactions, each with the reason why such items are left out."""
MOST_HINTS = 3
"""The maximum number of hints in an item."""
HINTS_ARE_LOST = f"it has more than {MOST_HINTS} hints; the others are left out."
ORDER_IS_LOST = "the order of its options is lost, because lessons shuffle options."


class UnsupportedError(Exception):
    """Raised when an item cannot be imported. The message gives the reason."""


def question(item: Xml.Element, lines: Lines, file: str = "") -> ImportedQuestion | Omission:
    """Convert an item.

    Args:
        item: the root element of the item.
        lines: the line of each element.
        file: the name of the item's file, if the quiz is a package of files.
    """
    reader = _ItemReader(item, lines[item], file)
    try:
        return reader.question()
    except UnsupportedError as error:
        return Omission(reader.name, lines[item], str(error), file)


@dataclass(frozen=True, slots=True)
class _Interaction:
    """The only interaction of an item."""

    node: Xml.Element
    choices: list[Xml.Element]
    marks: Marks
    is_several: bool


class _ItemReader:
    """Converts a single item to an imported question."""

    def __init__(self, item: Xml.Element, line: int, file: str) -> None:
        self._item = item
        self._line = line
        self._file = file
        self._texts = QuestionTexts()
        name = value_of(item, "title") or value_of(item, "identifier")
        self.name = " ".join(name.split()) or name_from("", 1)

    def question(self) -> ImportedQuestion:
        """Convert the item.

        Raises:
            UnsupportedError: the item is of a type that cannot be imported.
        """
        interaction = self._interaction()
        names = [value_of(choice, "identifier") for choice in interaction.choices]
        keys = {name for name in names if interaction.marks.weight(name) > 0}
        found = feedback(self._item, interaction.choices, keys, self._texts)
        stem = self._stem(interaction.node)
        options = []
        for choice, name in zip(interaction.choices, names, strict=True):
            weight = interaction.marks.weight(name)
            because = found.on_choices.get(name, "") or ("" if weight > 0 else found.on_wrong)
            options.append(ImportedOption(self._choice(choice), weight > 0, because, weight))
        return ImportedQuestion(
            self.name,
            stem,
            tuple(options),
            explanation=found.explanation,
            hints=tuple(found.hints[:MOST_HINTS]),
            line=self._line,
            is_several=interaction.is_several,
            changes=(
                *self._texts.losses,
                *interaction.marks.changes,
                *found.changes,
                *([HINTS_ARE_LOST] if len(found.hints) > MOST_HINTS else ()),
                *self._other_losses(interaction),
            ),
            file=self._file,
        )

    def _interaction(self) -> _Interaction:
        body = child(self._item, "itembody")
        found = [] if body is None else [node for node in body.iter() if _is_interaction(node)]
        if not found:
            raise UnsupportedError("it asks nothing.")
        kind = plain_name(found[0])
        if kind not in CHOICES:
            name = found[0].tag.rpartition(":")[2]
            raise UnsupportedError(
                UNSUPPORTED.get(kind, f"questions of type '{name}' are not supported.")
            )
        if len(found) > 1:
            raise UnsupportedError(
                "it has several interactions; write a separate question for each."
            )
        if next(nodes(self._item, "templatedeclaration"), None) is not None:
            raise UnsupportedError("its values are drawn at random; write it with `given`.")
        response = value_of(found[0], "responseidentifier")
        of_choices = marks(self._item, response)
        if of_choices is None:
            raise UnsupportedError("the file does not say which answer is correct.")
        declared = [
            value_of(node, "cardinality")
            for node in nodes(self._item, "responsedeclaration")
            if value_of(node, "identifier") == response
        ]
        choices = list(nodes(found[0], CHOICES[kind]))
        return _Interaction(found[0], choices, of_choices, declared[0] != "single")

    def _stem(self, interaction: Xml.Element) -> str:
        """Return the text of the item, with the interaction's own text in its place."""
        prompt = f"<div>{HtmlWriter({}).inside(child(interaction, 'prompt'))}</div>"
        is_gap = plain_name(interaction) == "inlinechoiceinteraction"
        replaced = {node: "" for kind in WITHIN_TEXT for node in nodes(self._item, kind)}
        replaced |= dict.fromkeys(self._hidden_notes(), "")
        replaced[interaction] = GAP if is_gap else prompt
        return self._texts.plain_text(HtmlWriter(replaced).inside(child(self._item, "itembody")))

    def _choice(self, choice: Xml.Element) -> str:
        replaced = {node: "" for kind in WITHIN_TEXT for node in nodes(choice, kind)}
        return self._texts.option_text(HtmlWriter(replaced).inside(choice))

    def _hidden_notes(self) -> list[Xml.Element]:
        """Return the notes in the item that are not meant for learners."""
        return [
            node
            for node in nodes(self._item, "rubricblock")
            if "candidate" not in value_of(node, "view")
        ]

    def _other_losses(self, interaction: _Interaction) -> Iterator[str]:
        """Yield a sentence for each setting of the item that has no equivalent in a lesson."""
        choices = interaction.choices
        is_fixed = any(value_of(choice, "fixed") == "true" for choice in choices)
        if value_of(interaction.node, "shuffle") != "true" or is_fixed:
            yield ORDER_IS_LOST
        most = value_of(interaction.node, "maxchoices")
        if interaction.is_several and most.isdecimal() and 0 < int(most) < len(choices):
            yield f"the limit of {most} choices is lost; learners may select any number."
        if self._hidden_notes():
            yield "the notes for those who grade it are left out."
        for node in nodes(self._item, "assessmentstimulusref"):
            yield f"a text that it refers to is left out: {value_of(node, 'href')}."


def _is_interaction(node: Xml.Element) -> bool:
    name = plain_name(node)
    return name.endswith("interaction") and name != "endattemptinteraction"
