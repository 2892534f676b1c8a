"""The pydantic models for texts, for code, and for the fields that all kinds of items share.

Texts and code have types of their own. The engine can therefore find all texts to fill in and all
code to run without knowing the fields of each kind of item.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic_core import PydanticCustomError, core_schema

from torchquiz.engine.models.proven import Level
from torchquiz.engine.text.spans import INLINE_CODE
from torchquiz.engine.text.twins import deception_in
from torchquiz.engine.yaml.positions import Where

BLOCK_MARKER = re.compile(r"(?<!\S)[>|][-+](?!\S)")
"""Matches YAML's marker of a block, such as `>-`, that has become part of a text by mistake."""


class Written(str):
    """A string exactly as the author wrote it. Numbers and booleans also become strings."""

    __slots__ = ()

    expected: ClassVar[str] = "text"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._accept)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}

    @classmethod
    def _accept(cls, value: Any) -> "Written":
        if isinstance(value, dict | list):
            raise PydanticCustomError(
                "not_text",
                "must be {expected}, not a {shape}",
                {"expected": cls.expected, "shape": _shape(value)},
            )
        if value is None or (isinstance(value, str) and not value.strip()):
            raise PydanticCustomError("empty", "is empty", {})
        return cls(value)


class Text(Written):
    """A text for learners. Its `{expressions}` are evaluated after the snippet has run."""

    __slots__ = ()

    @classmethod
    def _accept(cls, value: Any) -> "Written":
        text = super()._accept(value)
        if marker := BLOCK_MARKER.search(INLINE_CODE.sub("", text)):
            raise PydanticCustomError(
                "marker", "contains YAML's `{marker}` as text", {"marker": marker[0]}
            )
        return text


class Code(Written):
    """Python code: an expression, a statement or a snippet. It can use parameters as names."""

    __slots__ = ()

    expected: ClassVar[str] = "code"

    @classmethod
    def _accept(cls, value: Any) -> "Written":
        return cls(_undisguised(super()._accept(value)))


def _undisguised(code: str) -> str:
    """Return the code unchanged, or raise an error if it disguises what it does."""
    if deception := deception_in(code):
        raise PydanticCustomError("disguised", "{deception}", {"deception": deception})
    return code


Setup = Annotated[str, AfterValidator(_undisguised)]
"""Code that runs before a snippet. It may be empty."""


def joined(*pieces: str) -> str:
    """Join the pieces of code that are not empty, with a blank line between them."""
    stripped = [piece.strip("\n") for piece in pieces]
    return "\n\n".join(filter(None, stripped))


def _shape(value: dict[str, Any] | list[Any]) -> str:
    return "mapping" if isinstance(value, dict) else "list"


class Model(BaseModel):
    """The base class of all parts of a lesson file. Unknown keys are reported as faults."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class Replacement(Model):
    """A change to the text of a snippet, for edits that no statement can express."""

    replace: Code
    by: Setup


Edit = Code | Replacement


def _form_of_edit(value: Any) -> str:
    return "replacement" if isinstance(value, dict | Replacement) else "code"


Change = Annotated[
    Annotated[Code, Tag("code")] | Annotated[Replacement, Tag("replacement")],
    Discriminator(_form_of_edit),
]
"""A change to a snippet. Its YAML type selects the model, so that faults refer to one model."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An id of lower-case words joined by hyphens, such as `same-padding`."""
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
"""A Python name that does not begin with an underscore, such as `kernel_size`."""


TorchName = Annotated[str, Field(pattern=r"^torch(\.[A-Za-z_]\w*)+$")]
"""The full name of something in PyTorch, such as `torch.nn.Conv2d`."""


def listed(value: Any) -> Any:
    """Return a list unchanged. Wrap any other value in a list."""
    return value if isinstance(value, list) else [value]


def _known_figure(value: Any) -> Any:
    """Return the value if it is a number or a list of integers. Reject anything else."""
    is_shape = isinstance(value, list) and all(type(size) is int for size in value)
    if is_shape or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise PydanticCustomError("not_figure", "must be a number or a list of whole numbers", {})


KnownFigure = Annotated[Any, BeforeValidator(_known_figure)]
"""A number or a shape (as a list of integers) that texts may contain without computing it."""


class Distractor(Model):
    """A wrong option. Each kind of item adds a field for the wrong answer itself."""

    misconception: Slug = ""
    """the belief behind this answer, defined in the lesson's misconceptions or in\
 misconceptions.yaml"""
    because: Text = Text("")
    """why this answer is wrong, and what is right instead"""


class RuleModel(Model):
    """A test that checks a general sentence with many random values."""

    sentence: Written
    """the sentence that the rule tests, or enough of its words to find it in the texts"""
    over: Annotated[dict[Name, Any], Field(min_length=1)]
    """the drawn names, each with a range such as `1..11` or a list of values"""
    where: Code | None = None
    """a condition on the drawn names; draws for which it is false are left out"""
    run: Code | None = None
    """code that runs for each draw, before `holds`"""
    holds: Code
    """an expression that must be true for every draw"""
    fails: Code | None = None
    """the misconception as an expression, which must be false for at least one draw"""


class Item(Model):
    """A question or a task. Each kind of item adds `key`, `distractors` and other fields.

    The fields `level`, `hints`, `solution` and `check` are optional, because no proof needs them.
    """

    needs_hints: ClassVar[bool] = True
    """Whether a hard item of this kind should have at least two hints."""
    has_worded_options: ClassVar[bool] = True
    """Whether the author writes the wording of the options."""

    id: Slug
    kind: str
    level: Level = "medium"
    stem: Text
    hints: Annotated[list[Text], Field(max_length=3)] = Field(default_factory=list)
    solution: Annotated[list[Text], BeforeValidator(listed)] = Field(default_factory=list)
    check: Text = Text("")
    given: dict[Name, Annotated[list[Any], BeforeValidator(listed), Field(min_length=1)]] = {}
    where: Code | None = None
    derived: dict[Name, Code] = {}
    unchanged: Written | None = None
    setup: Setup | None = None
    """Code to run before the snippet. If it is left out, the lesson's setup runs."""
    torch: str | None = None
    """Versions of PyTorch for which the key is correct. By default, these are all versions."""
    needs: Literal["cuda"] | None = None
    """What the code needs besides PyTorch. Where it is missing, the item is left out."""
    snippet: Code | None = None
    docs: Annotated[list[TorchName], BeforeValidator(listed)] = []
    rules: list[RuleModel] = []
    known: list[KnownFigure] = []

    def texts(self) -> Iterator[tuple[Where, Text]]:
        """Yield each text for learners, with its path in the lesson file."""
        return texts_in(self, ())

    def codes(self) -> Iterator[Code]:
        """Yield all code of the item, except the code of its rules."""
        for name in type(self).model_fields:
            if name != "rules":
                yield from _codes(getattr(self, name))


class WayModel(Model):
    """An activity of a lesson, as declared by the author."""

    looks_at_items: ClassVar[bool] = False
    """Whether the proof of this activity depends on the items that it uses."""

    rules: list[RuleModel] = []

    def texts(self) -> Iterator[tuple[Where, Text]]:
        """Yield each text for learners, with its path in the lesson file."""
        return texts_in(self, ())

    def items(self) -> Iterator[tuple[Where, str]]:
        """Yield the id of each item that this activity uses, with its path in the lesson file."""
        return iter(())


EntryForm = Literal["options", "typed"]


def texts_in(value: Any, where: Where) -> Iterator[tuple[Where, Text]]:
    """Yield each text for learners in a part of a lesson, with its path in the lesson file."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name), (*where, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts_in(part, (*where, index))


def _codes(value: Any) -> Iterator[Code]:
    if isinstance(value, Code):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _codes(getattr(value, name))
    elif isinstance(value, list):
        for part in value:
            yield from _codes(part)
