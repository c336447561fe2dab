"""What the demo's bot needs of the local ticket systems: their addresses, and one secret in SSM.

TICKETS says which of them it uses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import boto3

from playground.tickets import LocalTickets, github, jira, servicenow

PARAMETER = "/budget-check/demo/tickets"
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
        "GITHUB_API_URL": tickets.github_url,
        "GITHUB_REPOSITORY": github.seed.REPOSITORY,
        "JIRA_SITE": tickets.jira_url,
        "JIRA_PROJECT": "OPS",
        "SERVICENOW_INSTANCE": tickets.servicenow_url,
    }


def keep_secret(aws_url: str, bot: Mapping[str, str]) -> None:
    """Put the secret where the bot of this environment reads it."""
    ssm = boto3.client(
        "ssm",
        region_name=bot["AWS_DEFAULT_REGION"],
        endpoint_url=aws_url,
        aws_access_key_id=bot["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=bot["AWS_SECRET_ACCESS_KEY"],
    )
    value = json.dumps(SECRET)
    ssm.put_parameter(Name=PARAMETER, Value=value, Type="SecureString", Overwrite=True)
    ssm.close()
