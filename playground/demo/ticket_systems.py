"""What the demo's bot needs of the local ticket systems: their addresses, and in SSM one secret and
the map of the repository where policies are written.

TICKETS says which of them it uses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import boto3

from playground.tickets import LocalTickets, github, jira, servicenow

PARAMETER = "/budget-check/demo/tickets"
SOURCES = "/budget-check/demo/sources"
SECRET = {
    "github": {"token": github.seed.TOKEN},
    "jira": {"email": jira.seed.EMAIL, "token": jira.seed.CLASSIC_TOKEN},
    "servicenow": {
        "client_id": servicenow.seed.CLIENT_ID,
        "client_secret": servicenow.seed.CLIENT_SECRET,
    },
}


def settings_of(tickets: LocalTickets) -> Mapping[str, str]:
    """The part of the bot's environment that names the systems."""
    return {
        "TICKETS_SECRET_PARAMETER": PARAMETER,
        "SOURCES_PARAMETER": SOURCES,
        "GITHUB_API_URL": tickets.github_url,
        "GITHUB_REPOSITORY": github.seed.REPOSITORY,
        "JIRA_SITE": tickets.jira_url,
        "JIRA_PROJECT": "OPS",
        "SERVICENOW_INSTANCE": tickets.servicenow_url,
    }


def keep_secret(aws_url: str, bot: Mapping[str, str], account: str) -> None:
    """Put the secret, and the map of this account, where the bot of this environment reads them."""
    ssm = boto3.client(
        "ssm",
        region_name=bot["AWS_DEFAULT_REGION"],
        endpoint_url=aws_url,
        aws_access_key_id=bot["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=bot["AWS_SECRET_ACCESS_KEY"],
    )
    place = {
        "account": account,
        "host": "github",
        "repository": github.seed.REPOSITORY,
        "path": "accounts/demo",
        "base": "main",
    }
    for name, value in ((PARAMETER, SECRET), (SOURCES, [place])):
        text = json.dumps(value)
        ssm.put_parameter(Name=name, Value=text, Type="SecureString", Overwrite=True)
    ssm.close()
