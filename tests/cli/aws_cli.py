"""A stand-in for AWS's own CLI: the words of a command become the request that it would send.

By botocore's service models, as the CLI itself: an operation or option that is none is refused.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import boto3
from botocore import xform_name


def main(words: list[str]) -> int:
    """Send it, and print what `--query` asks for."""
    service, operation, *given = words
    options = dict(one.removeprefix("--").split("=", 1) for one in given)
    make: Any = boto3.client
    client = make(service, region_name=options.pop("region"))
    query, _ = options.pop("query", ""), options.pop("output", "")
    name = next(n for n in client.meta.service_model.operation_names if _cli(n) == operation)
    shape = client.meta.service_model.operation_model(name).input_shape
    members = {_cli(member): (member, kind.type_name) for member, kind in shape.members.items()}
    # The CLI's own names for two options (its customizations).
    members |= {"notification-endpoint": members["endpoint"]} if name == "Subscribe" else {}
    request = {members[o][0]: _value(members[o][1], text) for o, text in options.items()}
    answer = getattr(client, xform_name(name))(**request)
    for part in query.split(".") if query else ():
        answer = answer[part]
    sys.stdout.write(f"{answer}\n" if query else "")
    return 0


def _cli(name: str) -> str:
    return xform_name(name, "-")


def _value(kind: str, text: str) -> object:
    return text if kind == "string" else json.loads(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
