"""The query protocol by AWS's own models: a form read into members, an answer written as XML."""

import uuid
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from botocore.model import ListShape, Shape, StructureShape

from playground.aws.server.asgi import Answer
from playground.aws.server.modelled import check, model
from playground.aws.server.service import Given


def given(service: str, operation: str, form: Given) -> Given:
    """The members of a request. RefusedError (ValidationException) where it does not fit."""
    shape = model(service).operation_model(operation).input_shape
    members: Given = _structure(shape, form, "") if isinstance(shape, StructureShape) else {}
    check(service, operation, members)
    return members


def _structure(shape: StructureShape, form: Given, prefix: str) -> Given:
    found = {
        name: _read(member, form, f"{prefix}{member.serialization.get('name', name)}")
        for name, member in shape.members.items()
    }
    return {name: value for name, value in found.items() if value is not None}


def _read(shape: Shape, form: Given, at: str) -> Any:
    if isinstance(shape, StructureShape):
        return _structure(shape, form, f"{at}.") or None
    if isinstance(shape, ListShape):
        return list(_items(shape, form, at)) or None
    text = form.get(at)
    if text is None or shape.type_name == "string":
        return text
    return text == "true" if shape.type_name == "boolean" else int(text)


def _items(shape: ListShape, form: Given, at: str) -> Iterator[Any]:
    inner = shape.member.serialization.get("name", "member")
    number = 1
    while (item := _read(shape.member, form, f"{at}.{inner}.{number}")) is not None:
        yield item
        number += 1


def answer(service: str, operation: str, output: Given) -> Answer:
    """A success with these members; what the model does not know is a slip of ours (KeyError)."""
    known = model(service)
    shape = known.operation_model(operation).output_shape
    inner = _write(shape, output) if shape is not None else ""
    body = (
        f'<{operation}Response xmlns="{known.metadata["xmlNamespace"]}">'
        f"<{operation}Result>{inner}</{operation}Result>"
        f"<ResponseMetadata><RequestId>{uuid.uuid4()}</RequestId></ResponseMetadata>"
        f"</{operation}Response>"
    )
    return Answer(200, body.encode(), {"Content-Type": "text/xml"})


def _write(shape: Shape, value: Any) -> str:
    if isinstance(shape, StructureShape):
        return "".join(_member(shape, name, inner) for name, inner in value.items())
    if isinstance(shape, ListShape):
        name = shape.member.serialization.get("name", "member")
        return "".join(f"<{name}>{_write(shape.member, one)}</{name}>" for one in value)
    return escape(str(value).lower() if isinstance(value, bool) else str(value))


def _member(shape: StructureShape, name: str, value: Any) -> str:
    member = shape.members[name]
    tag = member.serialization.get("name", name)
    return f"<{tag}>{_write(member, value)}</{tag}>"
