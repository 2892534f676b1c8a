"""Syntax highlighting: one scheme for all themes; bold and italic work without colours too."""

from pygments.token import Token
from textual.highlight import HighlightTheme


class Quiet(HighlightTheme):
    """A scheme with few colours, all from the theme.

    Numbers have a colour of their own, because most questions are about them.
    """

    STYLES = {  # noqa: RUF012 - as in the parent class
        Token.Comment: "italic $text-muted",
        Token.Keyword: "bold $text-primary",
        Token.Keyword.Constant: "$text-accent",
        Token.Literal.Number: "$text-accent",
        Token.Literal.String: "$text-success",
        Token.Name.Builtin.Pseudo: "italic",
        Token.Name.Class: "bold",
        Token.Name.Decorator: "$text-primary",
        Token.Name.Function: "bold",
        Token.Operator.Word: "bold $text-primary",
    }
