"""An answer or a refusal in the words of each AWS protocol."""

import json
import uuid
from collections.abc import Mapping
from xml.sax.saxutils import escape

from playground.aws.server import cbor
from playground.aws.server.asgi import Answer

_CONTENT = {
    "json": "application/x-amz-json-1.1",
    "rest-json": "application/json",
    "cbor": "application/cbor",
    "query": "text/xml",
}
_NAMESPACES = {
    "sns": "http://sns.amazonaws.com/doc/2010-03-31/",
    "sts": "https://sts.amazonaws.com/doc/2011-06-15/",
    "iam": "https://iam.amazonaws.com/doc/2010-05-08/",
    "cloudwatch": "http://monitoring.amazonaws.com/doc/2010-08-01/",
}


def refuse(  # noqa: PLR0913 (one word each, all but three by name)
    protocol: str,
    code: str,
    message: str,
    *,
    status: int = 400,
    service: str = "",
    members: Mapping[str, object] | None = None,
) -> Answer:
    """An error as the SDKs read it.

    Args:
        protocol: `json`, `cbor`, `query` or `rest-json`.
        code: AWS's own error code, such as `ThrottlingException`.
        message: the sentence that a person reads.
        status: the HTTP status.
        service: boto3's name, for the XML namespace.
        members: what else the error carries, in the JSON protocols.

    """
    request_id = str(uuid.uuid4())
    headers = {"Content-Type": _CONTENT[protocol], "x-amzn-requestid": request_id}
    if protocol == "query":
        return Answer(status, _error_xml(service, code, message, request_id), headers)
    if protocol == "cbor":
        body = cbor.dumps({"__type": code, "message": message})
        return Answer(status, body, {**headers, "smithy-protocol": "rpc-v2-cbor"})
    if service == "sqs":
        headers["x-amzn-query-error"] = f"{code};Sender"
    headers["x-amzn-errortype"] = code
    # Budgets writes `Message`, KMS `message`: SDKs read either (docs/facts.md 1.3).
    words = {**(members or {}), "__type": code, "Message": message, "message": message}
    return Answer(status, json.dumps(words).encode(), headers)


def _error_xml(service: str, code: str, message: str, request_id: str) -> bytes:
    kind = f' xmlns="{_NAMESPACES[service]}"' if service in _NAMESPACES else ""
    return (
        f"<ErrorResponse{kind}><Error><Type>Sender</Type><Code>{escape(code)}</Code>"
        f"<Message>{escape(message)}</Message></Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>"
    ).encode()


def json_answer(body: object, protocol: str = "json") -> Answer:
    """A success in JSON."""
    return Answer(200, json.dumps(body).encode(), {"Content-Type": _CONTENT[protocol]})


def xml_answer(operation: str, inner: str, service: str = "sns") -> Answer:
    """A success of the query protocol: `inner` stands inside `<OperationResult>`, escaped by whom
    wrote it.
    """
    body = (
        f'<{operation}Response xmlns="{_NAMESPACES[service]}">'
        f"<{operation}Result>{inner}</{operation}Result>"
        f"<ResponseMetadata><RequestId>{uuid.uuid4()}</RequestId></ResponseMetadata>"
        f"</{operation}Response>"
    )
    return Answer(200, body.encode(), {"Content-Type": _CONTENT["query"]})
