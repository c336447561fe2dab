"""A request held against AWS's own model of the operation, as botocore carries it.

botocore checks types, what is required and the smallest lengths; the greatest lengths, patterns and
enumerations stand in the model too, and only AWS checks them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

from playground.aws.server.service import Given, RefusedError


def check(service: str, operation: str, given: Given) -> None:
    """RefusedError (ValidationException) where the request does not fit the model."""
    shape = model(service).operation_model(operation).input_shape
    assert shape is not None, f"{operation} takes no input"  # noqa: S101 (a slip of ours)
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        found = report.generate_report().split("\n")
    else:
        found = list(_against(shape, given, ""))
    if found:
        count = f"{len(found)} validation error{'s' if len(found) > 1 else ''} detected"
        raise RefusedError("ValidationException", f"{count}: {'; '.join(found)}")


@cache
def model(service: str) -> ServiceModel:
    """AWS's model of a service."""
    return botocore.session.get_session().get_service_model(service)


def _against(shape: Shape, value: Any, where: str) -> Iterator[str]:
    """Each constraint of the model that the value does not meet; its types are right."""
    if isinstance(shape, StructureShape):
        for name, part in value.items():
            yield from _against(shape.members[name], part, f"{where}.{name}")
    elif isinstance(shape, ListShape):
        yield from _too_much(shape, len(value), value, where)
        for number, part in enumerate(value, 1):
            yield from _against(shape.member, part, f"{where}.{number}.member")
    elif isinstance(shape, MapShape):
        for name, part in value.items():
            yield from _against(shape.key, name, f"{where}.key")
            yield from _against(shape.value, part, f"{where}.{name}.value")
    elif isinstance(shape, StringShape):
        yield from _too_much(shape, len(value), value, where)
        yield from _wrong_text(shape, value, where)
    elif shape.type_name in ("integer", "long"):
        yield from _too_much(shape, value, value, where)


def _too_much(shape: Shape, size: int, value: Any, where: str) -> Iterator[str]:
    most = shape.metadata.get("max")
    if most is not None and size > most:
        kind = "value" if shape.type_name in ("integer", "long") else "length"
        yield _constraint(value, where, f"have {kind} less than or equal to {most}")


def _wrong_text(shape: StringShape, value: str, where: str) -> Iterator[str]:
    if shape.enum and value not in shape.enum:
        yield _constraint(value, where, f"satisfy enum value set: [{', '.join(shape.enum)}]")
    pattern = _pattern(str(shape.metadata.get("pattern", "")))
    if pattern is not None and not pattern.fullmatch(value):
        yield _constraint(value, where, f"satisfy regular expression pattern: {pattern.pattern}")


def _constraint(value: Any, where: str, must: str) -> str:
    shown = str(value)[:200]
    return (
        f"Value '{shown}' at '{where.lstrip('.')}' failed to satisfy constraint: Member must {must}"
    )


@cache
def _pattern(text: str) -> re.Pattern[str] | None:
    """None without one, and for Java's own character classes, which Python has not."""
    try:
        return re.compile(text) if text else None
    except re.error:
        return None
