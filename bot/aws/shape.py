"""An answer of AWS has the shape that AWS documents, or the read has failed.

botocore's JSON parsers take anything for an answer: of a proxy's page, half a body or an empty one
they make an answer without members, of an object where a list should stand an empty list. So the
body is held against AWS's own model before it is parsed. XML needs no such look: botocore refuses
what is none, and takes no element for one of another kind; CBOR names the kind of each value.

Members that are missing are no matter of this file. What AWS always sends is taken with
`answer["Name"]`, whose KeyError `errors.attempt` makes a failed read; `.get` is for what AWS may
leave out, and what its absence means stands beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.parsers import ResponseParserError

if TYPE_CHECKING:
    from botocore.client import BaseClient

_PROTOCOLS = ("json", "rest-json")
_ERRORS_FROM = 301
"""The status from which botocore takes an answer for an error."""

_KINDS: Mapping[str, type] = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "boolean": bool,
}
"""The JSON of AWS's types. Numbers and times are not among them: botocore converts these."""

_NULL_FOR_NONE: Mapping[str, tuple[str, ...]] = {
    "GetFunctionConcurrency": ("ReservedConcurrentExecutions",),
}
"""Members that AWS names even where there is nothing to say, as null, which botocore then drops.
An answer of 37 bytes is just that (boto/boto3#3364)."""

_Page = TypeVar("_Page", bound=Mapping[str, object])


def require_shape(client: BaseClient) -> None:
    """Let this client raise ResponseParserError for a success that has not AWS's shape."""
    client.meta.events.register("before-parse", _check)


def whole(pages: Iterable[_Page]) -> Iterator[_Page]:
    """The pages of one of KMS's lists. ValueError: it goes on, and AWS does not say where.

    botocore stops there as if the list were at its end.
    """
    for page in pages:
        if page["Truncated"] and not page.get("NextMarker"):
            raise ValueError("AWS's list goes on, and its answer does not say where.")
        yield page


def _check(operation_model: OperationModel, response_dict: Mapping[str, Any], **_: object) -> None:
    shape = operation_model.output_shape
    if not isinstance(shape, StructureShape) or not _is_json(operation_model, shape):
        return
    if response_dict["status_code"] < _ERRORS_FROM:
        _check_body(operation_model.name, shape, _parsed(response_dict["body"]))


def _check_body(operation: str, shape: StructureShape, body: object) -> None:
    if not isinstance(body, dict) or not _fits(shape, body):
        words = "has not the shape that AWS documents"
        raise ResponseParserError(f"The answer to {operation} {words}.")
    for name in _NULL_FOR_NONE.get(operation, ()):
        if name not in body:
            raise ResponseParserError(f"The answer to {operation} has no {name!r}.")


def _is_json(operation: OperationModel, shape: StructureShape) -> bool:
    """Whether the body of a success is a JSON object with members of this shape."""
    raw = "payload" in shape.serialization or operation.has_streaming_output
    protocol = operation.service_model.resolved_protocol
    return protocol in _PROTOCOLS and bool(shape.members) and not raw


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _fits(shape: Shape, value: object) -> bool:
    """Whether it is of the kind that AWS's model says, in all its parts."""
    return _fitting(shape)(value)


# A page of a hundred chat channels has thousands of parts of a dozen shapes.
@lru_cache(maxsize=1024)
def _fitting(shape: Shape) -> Callable[[object], bool]:
    kind = _KINDS.get(shape.type_name)
    if kind is None or (isinstance(shape, StructureShape) and shape.is_document_type):
        return _anything
    if isinstance(shape, StructureShape):
        return _structure(shape)
    if isinstance(shape, ListShape):
        return _each(list, shape.member, iter)
    if isinstance(shape, MapShape):
        return _each(dict, shape.value, dict.values)
    return partial(_is_of, kind)


def _anything(_value: object) -> bool:
    return True


def _is_of(kind: type, value: object) -> bool:
    return isinstance(value, kind)


def _structure(shape: StructureShape) -> Callable[[object], bool]:
    """A member that is null is not there."""
    members = [
        (member.serialization.get("name", name), member)
        for name, member in shape.members.items()
        if "location" not in member.serialization
    ]

    def fits(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        for name, member in members:
            part = value.get(name)
            # Not before it is there: a shape may hold itself.
            if part is not None and not _fitting(member)(part):
                return False
        return True

    return fits


def _each(
    kind: type, part: Shape, parts: Callable[[Any], Iterable[object]]
) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        return isinstance(value, kind) and all(map(_fitting(part), parts(value)))

    return fits
