"""Worksheets list all questions before the answers, and the questions give nothing away."""

from dataclasses import replace
from pathlib import Path

from tests.engine.exchange.exported_forms import questions
from torchquiz.engine.exchange.writers import worksheet


def parts_of(path: Path) -> tuple[str, str]:
    """Write a worksheet in Markdown and return its questions and its answers."""
    worksheet.write_markdown(questions(), path, "Sheet")
    asked, answers = path.read_text().split("## Answers")
    return asked, answers


def test_a_worksheet_has_the_answers_at_the_end(tmp_path: Path) -> None:
    asked, answers = parts_of(tmp_path / "sheet.md")
    assert "What about table?" in asked and "Not **so**" not in asked
    assert r"A is wrong: Not **so** \*much\*." in answers.replace("B is", "A is")
    assert "`(1, 6)`" in answers


def test_a_table_has_row_and_column_names(tmp_path: Path) -> None:
    asked, answers = parts_of(tmp_path / "sheet.md")
    assert "|  | after |\n| --- | --- |\n| conv | &emsp;" in asked
    assert "| pool | (1, 3) |" in asked
    assert "| conv | `(1, 6)` |" in answers


def test_a_title_gives_nothing_away(tmp_path: Path) -> None:
    asked, _ = parts_of(tmp_path / "sheet.md")
    titles = [line for line in asked.splitlines() if line.startswith("###")]
    assert titles[:2] == ["### Question 1 (easy)", "### Question 2 (easy)"]
    assert len(titles) == len(questions())


def test_each_question_of_a_page_is_kept_together(tmp_path: Path) -> None:
    question = replace(questions()[0], stem="Is __init__ > 0 in List<int>, or 2 * 3 * 4?")
    worksheet.write_html([question], tmp_path / "sheet.html", "A <b>")
    page = (tmp_path / "sheet.html").read_text()
    assert "<title>A &lt;b&gt;</title>" in page
    assert "<p>Is __init__ &gt; 0 in List&lt;int&gt;, or 2 * 3 * 4?</p>" in page
    assert page.count("<section>") == 2 and "section { break-inside: avoid; }" in page
