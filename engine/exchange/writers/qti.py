"""Writes a QTI 2.1 package, which Blackboard, Canvas, TAO and other platforms can import."""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from torchquiz.engine.exchange.writers.exported import (
    ExportedQuestion,
    WrittenExport,
    by_lesson,
    loss,
)
from torchquiz.engine.exchange.writers.qti_items import INSTANCE, NAMESPACE, PARTS, qti_item

PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
PACKAGE_SCHEMA = "http://www.imsglobal.org/xsd/imscp_v1p1.xsd"
TEST_FILE = "assessment.xml"
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
"""Matches characters that are not allowed in an identifier, such as the `/` of `conv2d/size`."""
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of all files in a package, so that equal questions result in identical packages."""


def write(questions: Sequence[ExportedQuestion], path: Path, title: str) -> WrittenExport:
    """Write a QTI package with one item per question, and a test with one section per lesson."""
    usable = [question for question in questions if question.layout in PARTS]
    others = [question for question in questions if question.layout not in PARTS]
    losses = (
        *loss(others, "left out, because QTI cannot grade code or flash cards"),
        *loss([question for question in usable if question.hints], "exported without hints"),
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "imsmanifest.xml", _manifest(usable, title))
        _add(package, TEST_FILE, _test(usable, title))
        # The item's id often gives the answer away, so it is not the title.
        for number, question in enumerate(usable, start=1):
            name = f"{question.title}: question {number}"
            _add(package, _file(question), qti_item(question, identifier(question), name))
    return WrittenExport(len(usable), losses)


def identifier(question: ExportedQuestion) -> str:
    """Return an item's identifier, which is the same whenever the question is exported."""
    return "item." + NOT_IN_NAME.sub(".", question.id)


def _file(question: ExportedQuestion) -> str:
    return f"items/{identifier(question)}.xml"


def _add(package: zipfile.ZipFile, name: str, root: Xml.Element) -> None:
    content = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    entry = zipfile.ZipInfo(name, FIRST_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, content)


def _manifest(questions: Sequence[ExportedQuestion], title: str) -> Xml.Element:
    """Create the manifest, which lists the files of the package."""
    name = "package." + hashlib.sha256(title.encode()).hexdigest()[:16]
    manifest = Xml.Element(
        "manifest",
        {
            "xmlns": PACKAGE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{PACKAGE} {PACKAGE_SCHEMA}",
            "identifier": name,
        },
    )
    metadata = Xml.SubElement(manifest, "metadata")
    Xml.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    Xml.SubElement(metadata, "schemaversion").text = "1.0.0"
    Xml.SubElement(manifest, "organizations")
    resources = Xml.SubElement(manifest, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", TEST_FILE)
    for question in questions:
        name = identifier(question)
        Xml.SubElement(test, "dependency", identifierref=name)
        _resource(resources, name, "imsqti_item_xmlv2p1", _file(question))
    return manifest


def _resource(resources: Xml.Element, name: str, kind: str, file: str) -> Xml.Element:
    resource = Xml.SubElement(resources, "resource", identifier=name, type=kind, href=file)
    Xml.SubElement(resource, "file", href=file)
    return resource


def _test(questions: Sequence[ExportedQuestion], title: str) -> Xml.Element:
    """Create the test, which contains all items, lesson by lesson."""
    test = Xml.Element("assessmentTest", xmlns=NAMESPACE, identifier="test", title=title)
    part = Xml.SubElement(
        test,
        "testPart",
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    for number, (lesson, of_lesson) in enumerate(by_lesson(questions), start=1):
        section = Xml.SubElement(
            part,
            "assessmentSection",
            identifier=f"section{number}",
            title=lesson,
            visible="true",
        )
        for question in of_lesson:
            Xml.SubElement(
                section,
                "assessmentItemRef",
                identifier=identifier(question),
                href=_file(question),
            )
    return test
