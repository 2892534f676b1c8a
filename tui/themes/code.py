"""How code looks: one quiet scheme for light, dark and no colours; bold and italic help."""

from pygments.token import Token
from textual.highlight import HighlightTheme


class Quiet(HighlightTheme):
    """Few colours, all from the theme; numbers stand out, because most questions turn on them."""

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
