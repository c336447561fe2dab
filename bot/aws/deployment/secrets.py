"""The two secrets in the Parameter Store. They are read to be looked at, and never shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import Read
from bot.core.model.read import ReadFailed

GET_PARAMETERS = Read("GetParameters", "ssm:GetParameters")
SIGNING_SECRET = "signing-secret"  # noqa: S105 (the name of a parameter)
BOT_TOKEN = "bot-token"  # noqa: S105 (the name of a parameter)


@dataclass(frozen=True, slots=True)
class Secret:
    """One parameter: its Type, and what it holds."""

    type: str
    value: str = field(repr=False)


def secrets(aws: Aws, path: str) -> Mapping[str, Secret] | ReadFailed:
    """Those of the two that are there, by the last part of their names."""
    names = [f"{path}/{name}" for name in (SIGNING_SECRET, BOT_TOKEN)]
    client = aws.ssm(aws.region)

    def read() -> Mapping[str, Secret]:
        got = client.get_parameters(Names=names, WithDecryption=True)["Parameters"]
        return {one["Name"].rpartition("/")[2]: Secret(one["Type"], one["Value"]) for one in got}

    return found(GET_PARAMETERS, path, aws.ask(GET_PARAMETERS, path, read))
