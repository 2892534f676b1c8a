"""Generates the JSON Schema of lessons, which lets editors complete, explain and validate keys.

The schema is generated from the pydantic models that parse lessons. Where a value may have several
types, `if … then` selects the intended one by its JSON type, so that an editor reports only the
errors for that type.
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
from torchquiz.engine.models.declared_drills import DrillModel

Schema = dict[str, Any]
FILE = "lesson.schema.json"
"""The name of the schema file, which the first line of a lesson refers to."""
DRAFT = "http://json-schema.org/draft-07/schema#"
REFERENCE = "#/definitions/"
FORMS = "forms"
"""A temporary key for the alternative schemas of a value, until all models are known."""


class _EditorSchema(GenerateJsonSchema):
    """A generator that omits defaults and titles, and lists alternative schemas under `FORMS`."""

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        return {FORMS: [self.generate_inner(choice) for choice in schema["choices"].values()]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return {FORMS: [self.generate_inner(schema["schema"]), {"type": "null"}]}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        """Return a schema that accepts a single value in place of a list with one element."""
        inner = self.generate_inner(schema["schema"])
        return {FORMS: [inner, inner.get("items", {})]} if inner.get("type") == "array" else inner

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_text() -> str:
    """Return the schema as JSON, formatted exactly like the committed file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """Return the schema of a lesson file."""
    models: dict[str, type[BaseModel]] = {name: kind.model for name, kind in KINDS.items()}
    models.update(DECLARED.items())
    models["drills"] = DrillModel
    definitions = _definitions([LessonModel, *models.values()])
    for name, model in models.items():
        _describe(definitions, model.__name__, name)
    for name, kind in KINDS.items():
        fixed_kind = {"const": name, "description": _sentence(kind.model)}
        definitions[kind.model.__name__]["properties"]["kind"] = fixed_kind
    lesson = _lesson(definitions)
    for part in definitions.values():
        for field in part["properties"].values():
            field.setdefault("description", part["description"])
    plain = _with_conditions({**lesson, "definitions": definitions}, definitions)
    assert isinstance(plain, dict)
    plain.pop("title", None)
    return {"$schema": DRAFT, "title": "A torchquiz lesson", **plain}


def _definitions(models: Sequence[type[BaseModel]]) -> dict[str, Schema]:
    """Return the schemas of the models and their nested models, by name."""
    _, schemas = models_json_schema(
        [(model, "validation") for model in models],
        ref_template=REFERENCE + "{model}",
        schema_generator=_EditorSchema,
    )
    definitions: dict[str, Schema] = schemas["$defs"]
    return definitions


def _lesson(definitions: dict[str, Schema]) -> Schema:
    """Remove the schema of a lesson from the definitions, complete it, and return it.

    The schemas of the items and of each activity are added to it.
    """
    lesson = definitions.pop(LessonModel.__name__)
    lesson["properties"]["items"] |= {"items": _item(), "minItems": 1}
    lesson["properties"]["drills"] |= {"items": {"$ref": REFERENCE + DrillModel.__name__}}
    for way, model in DECLARED.items():
        lesson["properties"][way] = {
            "$ref": REFERENCE + model.__name__,
            "description": _sentence(model),
        }
    return lesson


def _sentence(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip()


def _item() -> Schema:
    """Return the schema of an item, in which `kind` determines the other keys."""
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(KINDS), "description": meanings(OF_ALL)["kind"]}},
        "allOf": [_rule_for_kind(name, kind.model) for name, kind in KINDS.items()],
    }


def _rule_for_kind(kind: str, model: type[BaseModel]) -> Schema:
    is_of_kind = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}}}
    return {"if": is_of_kind, "then": {"$ref": REFERENCE + model.__name__}}


def _describe(definitions: Mapping[str, Schema], model: str, section: str) -> None:
    """Add the guide's descriptions to the fields of a model and its nested models."""
    known = {**(meanings(OF_ALL) if section in KINDS else {}), **meanings(section)}
    for name, field in definitions[model].get("properties", {}).items():
        if name in known:
            field["description"] = known[name].replace("`", "")
        for inner in _references(field):
            if inner != model:
                _describe(definitions, inner, section)


def _references(plain: Any) -> list[str]:
    """Return the names of all models that a schema refers to."""
    if isinstance(plain, list):
        return [name for part in plain for name in _references(part)]
    if not isinstance(plain, dict):
        return []
    reference = plain.get("$ref")
    own = [reference.removeprefix(REFERENCE)] if isinstance(reference, str) else []
    return own + _references(list(plain.values()))


def _with_conditions(plain: Any, definitions: Mapping[str, Schema]) -> Any:
    """Return a schema without titles, and with `if … then` in place of `FORMS`."""
    if isinstance(plain, list):
        return [_with_conditions(part, definitions) for part in plain]
    if not isinstance(plain, dict):
        return plain
    result: Schema = {}
    for key, part in plain.items():
        is_title = key == "title" and isinstance(part, str)
        if key != FORMS and not is_title:
            result[key] = _with_conditions(part, definitions)
    if "patternProperties" in result:
        result["additionalProperties"] = False
    if FORMS in plain:
        result |= _by_type(_with_conditions(plain[FORMS], definitions), definitions)
    return result


def _by_type(forms: Sequence[Schema], definitions: Mapping[str, Schema]) -> Schema:
    """Return a schema that selects one of several alternative schemas by the type of the value.

    The alternative that is hardest to recognise applies if none of the others does.
    """
    *others, result = sorted(forms, key=_rank)
    for form in reversed(others):
        result = {"if": _sign_of(form, result, definitions), "then": form, "else": result}
    return result


def _rank(form: Schema) -> int:
    """Return a sort key that puts the schemas that are easiest to recognise first."""
    if form.get("type") == "null":
        return 0
    if "$ref" in form:
        return 1
    return 2 if form.get("type") in ("array", "object") else 3


def _sign_of(form: Schema, other: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Return a condition that is true for values of `form` and false for those of `other`."""
    if "$ref" not in form:
        return {"type": form["type"]}
    if "$ref" not in other:
        return {"type": "object"}
    own = definitions[form["$ref"].removeprefix(REFERENCE)].get("required", [])
    others = definitions[other["$ref"].removeprefix(REFERENCE)].get("required", [])
    return {"not": {"required": [name for name in others if name not in own]}}
