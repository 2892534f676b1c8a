"""How code looks: one quiet scheme for light, dark and no colour at all; weight carries what colour cannot."""

from pygments.token import Token
from textual.highlight import HighlightTheme


class Quiet(HighlightTheme):
    """Few colours, all of the theme's own; numbers stand out, since they are what most questions turn on."""

    STYLES = {  # noqa: RUF012 - a class attribute there as well
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
