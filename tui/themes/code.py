"""Syntax highlighting with one scheme for all themes.

The scheme also uses bold and italic type, which work without colours.
"""

from pygments.token import Token
from textual.highlight import HighlightTheme


class Quiet(HighlightTheme):
    """A highlighting scheme with few colours, all taken from the theme.

    Numbers have their own colour, because most questions are about them.
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
