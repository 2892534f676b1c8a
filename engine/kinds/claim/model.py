"""The pydantic models for `claim` items in lesson files."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from torchquiz.engine.models.authored import Code, Distractor, Item, Model, Text, Written
from torchquiz.engine.yaml.positions import Where


class ClaimStatement(Model):
    """A statement, and either code that tests it or a source that confirms it."""

    text: Text
    holds: Code | None = None
    source: Written | None = None

    @model_validator(mode="after")
    def _is_shown_somehow(self) -> "ClaimStatement":
        if (self.holds is None) == (self.source is None):
            raise PydanticCustomError(
                "unshown",
                "needs either `holds` (code that tests it) or `source` (where it can be looked up)",
                {},
            )
        return self


class ClaimDistractor(Distractor):
    """A false statement, or the misconception behind the wrong answer to a true-or-false item."""

    text: Text | None = None
    holds: Code | None = None
    source: Written | None = None


def _form_of_key(value: Any) -> str:
    if isinstance(value, list):
        return "statements"
    return "statement" if isinstance(value, dict | ClaimStatement) else "truth"


Key = Annotated[
    Annotated[bool, Tag("truth")]
    | Annotated[ClaimStatement, Tag("statement")]
    | Annotated[list[ClaimStatement], Tag("statements")],
    Discriminator(_form_of_key),
]


class ClaimItem(Item):
    """An item with several statements to choose from, or with one to mark as true or false."""

    statement: ClaimStatement | None = None
    key: Key
    distractors: Annotated[list[ClaimDistractor], Field(max_length=5, default_factory=list)]
    several: bool = False

    @property
    def right_statements(self) -> list[ClaimStatement]:
        """The true statements among the options. A true-or-false item has none."""
        if isinstance(self.key, bool):
            return []
        return self.key if isinstance(self.key, list) else [self.key]

    def key_field(self, number: int) -> Where:
        """Return the field of the true statement with this number."""
        return ("key", number) if isinstance(self.key, list) else ("key",)

    @property
    def is_quoted(self) -> bool:
        """Whether the whole item relies on sources, because no code tests any part of it."""
        statements: list[ClaimStatement | ClaimDistractor] = [
            *self.right_statements,
            *self.distractors,
        ]
        if self.statement:
            statements.append(self.statement)
        return self.snippet is None and not any(statement.holds for statement in statements)
