"""Converts the texts of one question to the markup of lessons, and records what is lost."""

import re

from torchquiz.engine.exchange.readers.html_text import HtmlText

MARKDOWN_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\(([^)\n]{1,500})\)")
"""Matches an image in Markdown: `![a cat](cat.png)`."""
HIGHLIGHTED_BLOCK = re.compile(r"^```ide\n.*?^```", re.DOTALL | re.MULTILINE)
"""Matches code in which mdbook-quiz can highlight parts."""
HIGHLIGHT = re.compile(r"`\[([^`\n]*)\]`")
"""Matches a part of code that is highlighted: `` `[let mut x = 1;]` ``."""
SINGLE_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}\s{0,9}/?>")
"""Matches a tag without attributes: `<br>`."""


class QuestionTexts:
    """A converter for the texts of a question, each of which is in one of Moodle's formats."""

    def __init__(self) -> None:
        self._losses: list[str] = []

    @property
    def losses(self) -> tuple[str, ...]:
        """A sentence for each thing that was lost, without repetitions."""
        return tuple(dict.fromkeys(self._losses))

    def plain_text(self, text: str, text_format: str = "html") -> str:
        """Convert a text to the markup of lessons.

        Args:
            text: the text.
            text_format: `html`, `moodle` (HTML in which line breaks count), `markdown` or `plain`.
        """
        if text_format == "plain":
            return text.strip()
        if text_format == "markdown":
            text = HIGHLIGHTED_BLOCK.sub(self._without_highlights, text)
            return MARKDOWN_IMAGE.sub(self._lost_image, text).strip()
        converted = HtmlText(text, keeps_lines=text_format == "moodle")
        self._losses += converted.losses
        return converted.text

    def option_text(self, text: str, text_format: str = "html") -> str:
        """Convert the text of an option to the markup of lessons.

        An option that consists of a single tag is kept, because in a question about HTML the
        options may be tags such as `<br>`.
        """
        if text_format in ("html", "moodle") and SINGLE_TAG.fullmatch(text.strip()):
            return text.strip()
        return self.plain_text(text, text_format)

    def _without_highlights(self, block: re.Match[str]) -> str:
        code, count = HIGHLIGHT.subn(r"\1", block[0])
        if count:
            self._losses.append("the highlighting of parts of its code is lost.")
        return code

    def _lost_image(self, image: re.Match[str]) -> str:
        shown = image[1] or image[2].rpartition("/")[2]
        self._losses.append(f"an image was left out: {shown}.")
        return f"[image: {shown}]"
