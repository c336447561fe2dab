"""What a request is: which operation of which service, in whose account, in which Region."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import parse_qs

_SCOPE = re.compile(r"Credential=([^/,]+)/\d+/([^/,]+)/([^/,]+)/aws4_request")
_CBOR_PATH = re.compile(r"/operation/(\w+)$")
_SERVICES = {"monitoring": "cloudwatch"}
_LAMBDA = re.compile(r"/\d{4}-\d\d-\d\d/functions(?:/(?P<name>[^/]+))?(?:/(?P<part>[^/]+))?$")
_LAMBDA_PARTS = {
    None: "Function",
    "policy": "Policy",
    "configuration": "FunctionConfiguration",
    "concurrency": "FunctionConcurrency",
}
_LAMBDA_VERBS = {"GET": "Get", "PUT": "Update", "DELETE": "Delete", "POST": "Create"}


@dataclass(frozen=True)
class Request:
    """An HTTP request whose body has been read; header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def protocol(self) -> str:
        """`json`, `cbor`, `query` or `rest-json`: decides the shape of an error."""
        kind = self.headers.get("content-type", "")
        if "cbor" in kind or "cbor" in self.headers.get("smithy-protocol", ""):
            return "cbor"
        if self.headers.get("x-amz-target"):
            return "json"
        return "query" if "form-urlencoded" in kind or "Action=" in self.query else "rest-json"

    @property
    def form(self) -> dict[str, str]:
        """The query protocol's parameters, of the address and the body."""
        text = f"{self.query}&{self.body.decode('utf-8', 'replace')}"
        return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


@dataclass(frozen=True)
class Call:
    """One AWS call as the recorder keeps it; `service` is boto3's name.

    `invocation` is the SDK's id, the same for each try of one call (`amz-sdk-invocation-id`).
    """

    service: str
    operation: str
    account: str
    region: str
    key_id: str
    at: float
    agent: str = ""
    caller: str = ""
    invocation: str = ""

    def as_json(self) -> dict[str, object]:
        """All but the access key."""
        return {name: value for name, value in asdict(self).items() if name != "key_id"}


def signed_by(request: Request) -> tuple[str, str, str]:
    """Access key id, Region and service of the signature; three empty texts where there is none."""
    found = _SCOPE.search(request.headers.get("authorization", ""))
    if found is None:
        return "", "", ""
    key_id, region, service = found.groups()
    return key_id, region, _SERVICES.get(service, service)


def operation_of(request: Request) -> str:
    """The operation's name; a rest-json path in camel case where the name is not in the request."""
    target = request.headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2]
    if request.protocol == "cbor":
        found = _CBOR_PATH.search(request.path)
        return found[1] if found else ""
    if request.protocol == "query":
        return request.form.get("Action", "")
    return _lambda_operation(request) or _from_path(request.path)


def _lambda_operation(request: Request) -> str:
    found = _LAMBDA.match(request.path)
    if found is None:
        return ""
    if found["name"] is None:
        return "ListFunctions" if request.method == "GET" else "CreateFunction"
    if found["part"] == "policy" and request.method == "POST":
        return "AddPermission"
    if found["part"] == "invocations":
        return "Invoke"
    if found["part"] == "concurrency" and request.method == "PUT":
        return "PutFunctionConcurrency"
    part = _LAMBDA_PARTS.get(found["part"], "")
    return _LAMBDA_VERBS.get(request.method, "") + part if part else ""


def _from_path(path: str) -> str:
    words = re.split(r"[-_]", path.strip("/"))
    named = "".join(word[:1].upper() + word[1:] for word in words)
    return named.replace("MsTeams", "MicrosoftTeams")


def json_body(request: Request) -> dict[str, object]:
    """The JSON object in the body; empty where it holds none."""
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
