"""The JSON Schema of a lesson, for editors: completion, what a key means, and the faults of form while one types.

It is made of the models that banks are read with. Where a value may have several forms, `if … then` decides by its shape which
one is meant, so that an editor tells what is wrong with this form and not what is wrong with all of them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from torchquiz.engine.authoring.guide import OF_ALL, meanings
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models.declared import DECLARED, LessonModel

Schema = dict[str, Any]
FILE = "lesson.schema.json"
"""What it is called beside lessons, which name it in their first line."""
DRAFT = "http://json-schema.org/draft-07/schema#"
REFERENCE = "#/definitions/"
FORMS = "forms"
"""Stands in a schema for the forms that a value may have, until all models are known."""


class _Editors(GenerateJsonSchema):
    """Leaves forms to be told apart later; defaults and titles tell an author nothing."""

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        return {FORMS: [self.generate_inner(one) for one in schema["choices"].values()]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return {FORMS: [self.generate_inner(schema["schema"]), {"type": "null"}]}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """A list of which a single value may stand for all."""
        inner = self.generate_inner(schema["schema"])
        return {FORMS: [inner, inner.get("items", {})]} if inner.get("type") == "array" else inner

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """The schema of a lesson's file."""
    models: dict[str, type[BaseModel]] = {kind: one.model for kind, one in KINDS.items()}
    models.update(DECLARED.items())
    wanted = [(model, "validation") for model in (LessonModel, *models.values())]
    _, found = models_json_schema(
        wanted,  # type: ignore[arg-type]
        ref_template=REFERENCE + "{model}",
        schema_generator=_Editors,
    )
    known: dict[str, Schema] = found["$defs"]
    for name, model in models.items():
        _describe(known, model.__name__, name)
    for kind, one in KINDS.items():
        known[one.model.__name__]["properties"]["kind"] = {
            "const": kind,
            "description": _sentence(one.model),
        }
    lesson = known.pop(LessonModel.__name__)
    lesson["properties"]["items"] |= {"items": _item(), "minItems": 1}
    for way, model in DECLARED.items():
        lesson["properties"][way] = {
            "$ref": REFERENCE + model.__name__,
            "description": _sentence(model),
        }
    for part in known.values():
        for field in part["properties"].values():
            field.setdefault("description", part["description"])
    plain = _told_apart({**lesson, "definitions": known}, known)
    assert isinstance(plain, dict)
    return {
        "$schema": DRAFT,
        "title": "A lesson of torchquiz",
        **{key: one for key, one in plain.items() if key != "title"},
    }


def _sentence(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip()


def _item() -> Schema:
    """An item, whose kind decides what else it holds."""
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(KINDS), "description": meanings(OF_ALL)["kind"]}},
        "allOf": [
            {
                "if": {
                    "type": "object",
                    "required": ["kind"],
                    "properties": {"kind": {"const": kind}},
                },
                "then": {"$ref": REFERENCE + one.model.__name__},
            }
            for kind, one in KINDS.items()
        ],
    }


def _describe(known: Mapping[str, Schema], model: str, section: str) -> None:
    """Say what the fields of a model and of those within it mean, as the guide does."""
    said = {**(meanings(OF_ALL) if section in KINDS else {}), **meanings(section)}
    for name, field in known[model].get("properties", {}).items():
        if name in said:
            field["description"] = said[name].replace("`", "")
        for inner in _references(field):
            if inner != model:
                _describe(known, inner, section)


def _references(plain: Any) -> list[str]:
    """The models that a schema names."""
    if isinstance(plain, dict):
        own = [plain["$ref"].removeprefix(REFERENCE)] if isinstance(plain.get("$ref"), str) else []
        return own + [name for one in plain.values() for name in _references(one)]
    return [name for one in plain for name in _references(one)] if isinstance(plain, list) else []


def _told_apart(plain: Any, known: Mapping[str, Schema]) -> Any:
    """The schema with `if … then` for forms, and without titles."""
    if isinstance(plain, list):
        return [_told_apart(one, known) for one in plain]
    if not isinstance(plain, dict):
        return plain
    found = {
        key: _told_apart(one, known)
        for key, one in plain.items()
        if key != FORMS and not (key == "title" and isinstance(one, str))
    }
    if "patternProperties" in found:
        found["additionalProperties"] = False
    return found | _by_shape(_told_apart(plain[FORMS], known), known) if FORMS in plain else found


def _by_shape(forms: Sequence[Schema], known: Mapping[str, Schema]) -> Schema:
    """The last form is meant, unless the value's shape says that it is another one."""
    *others, last = sorted(forms, key=_rank)
    found = last
    for form in reversed(others):
        found = {"if": _sign_of(form, found, known), "then": form, "else": found}
    return found


def _rank(form: Schema) -> int:
    """Null first, then mappings and lists, since they are the easiest to tell; then plain values."""
    if form.get("type") == "null":
        return 0
    return 1 if "$ref" in form else 2 if form.get("type") in ("array", "object") else 3


def _sign_of(form: Schema, other: Schema, known: Mapping[str, Schema]) -> Schema:
    """By what a value shows that it has this form and not the other."""
    if "$ref" not in form:
        return {"type": form["type"]}
    if "$ref" not in other:
        return {"type": "object"}
    own, others = (known[one["$ref"].removeprefix(REFERENCE)]["required"] for one in (form, other))
    return {"not": {"required": [name for name in others if name not in own]}}
