"""The JSON Schema (draft 2020-12) of the compiled plan and of comparisons, made from their types.

The types are the only statement of the format; the schema, the JSON and the documentation
follow from them. Objects are closed, so that a field that the types do not have is an error.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from typing import Any

from hopluc.compiler.format import FORMAT, RENAMED, SPARSE, Plan, Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, Any]:
    """The schema of a whole compiled plan; each dataclass is one of `$defs`."""
    return schema_of(Plan, FORMAT)


def schema_of(kind: type, form: str) -> dict[str, Any]:
    """The schema of the JSON of a dataclass whose field `format` is `form`."""
    definitions: dict[str, Any] = {}
    _object(kind, definitions)
    whole = definitions.pop(kind.__name__)
    whole["properties"]["format"] = {"const": form}
    return {"$schema": DIALECT, "title": form, **whole, "$defs": dict(sorted(definitions.items()))}


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the schema of a dataclass, which is added to `definitions`."""
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # stands while its fields are described
        hints = typing.get_type_hints(kind)
        fields = [RENAMED.get(field.name, field.name) for field in dataclasses.fields(kind)]
        sparse = kind in SPARSE
        definitions[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {
                RENAMED.get(field.name, field.name): _schema(hints[field.name], definitions)
                for field in dataclasses.fields(kind)
            },
            "required": [fields[0]] if sparse else fields,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type: a union with None, a tuple, a dict, a literal, a scalar or a dataclass."""
    if kind == Span:
        item = {"type": "integer", "minimum": 0}
        return {"type": "array", "items": item, "minItems": 2, "maxItems": 2}
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return {"anyOf": [_schema(inner, definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if kind is dt.date:
        return {"type": "string", "format": "date"}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _object(kind, definitions)
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[kind]}
