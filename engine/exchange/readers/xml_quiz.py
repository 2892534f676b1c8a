"""Reads XML quizzes: question banks in Moodle XML, and single QTI items."""

from pathlib import Path

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.exchange.readers import moodle_xml, qti
from torchquiz.engine.exchange.readers.decoding import decoded_file
from torchquiz.engine.exchange.readers.fitting import imported_quiz
from torchquiz.engine.exchange.readers.imported import ImportedQuiz
from torchquiz.engine.exchange.readers.qti_xml import plain_name
from torchquiz.engine.exchange.readers.xml_lines import parsed_xml

OTHERS = {
    "manifest": "the list of files in a package; import the package itself, a .zip file",
    "assessmenttest": "a QTI test, which only lists items; import its package, a .zip file",
    "questestinterop": "a quiz in QTI 1, which is not supported; export it as QTI 2 or Moodle XML",
}
"""The root elements of well-known files that cannot be imported, with an explanation."""


def read(path: Path) -> ImportedQuiz:
    """Read a quiz, whose format is recognised by its root element.

    Raises:
        TorchquizError: the file is not valid XML, declares entities, which could expand to any
            size, or is neither Moodle XML nor a QTI item.
    """
    decoded = decoded_file(path)
    root, lines = parsed_xml(decoded.text, path)
    name = plain_name(root)
    if name == "quiz":
        return imported_quiz(moodle_xml.questions(root, lines), decoded.notes)
    if name == qti.ITEM:
        return imported_quiz([qti.question(root, lines)], decoded.notes)
    what = OTHERS.get(name, f"neither Moodle XML nor a QTI item; its root element is <{root.tag}>")
    raise TorchquizError(f"{path}: this is {what}.")
