"""Amazon Q Developer in chat applications (still `chatbot`): its configurations, read only."""

import uuid
from collections import defaultdict
from typing import Any

from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Given, Plane, text
from playground.aws.server.service import Invocation, Operation, RefusedError, extend
from playground.aws.server.wire import json_answer

REGIONS = ("us-east-2", "us-west-2", "ap-southeast-1", "eu-west-1")
_LISTS = {
    "slack": ("DescribeSlackChannelConfigurations", "SlackChannelConfigurations"),
    "teams": ("ListMicrosoftTeamsChannelConfigurations", "TeamChannelConfigurations"),
    "chime": ("DescribeChimeWebhookConfigurations", "WebhookConfigurations"),
}
_ARN_KINDS = {"slack": "slack-channel", "teams": "microsoft-teams", "chime": "chime-webhook"}
_OWN: dict[str, dict[str, str]] = {
    "slack": {
        "SlackTeamName": "Example",
        "SlackTeamId": "T0123456789",
        "SlackChannelId": "C0123456789",
        "SlackChannelName": "alerts",
    },
    "teams": {
        "ChannelId": "19:0123456789abcdef@thread.tacv2",
        "ChannelName": "alerts",
        "TeamId": "00000000-0000-0000-0000-000000000001",
        "TeamName": "Example",
        "TenantId": "00000000-0000-0000-0000-000000000002",
    },
    "chime": {"WebhookDescription": "alerts"},
}
_configurations: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
# One configuration serves every Region: the API is the same in all four (docs/facts.md 5.4).


def put(given: Given) -> None:
    """Control: `account`, `kind`, `configuration`; one of the same name is replaced."""
    account, kind = text(given, "account"), text(given, "kind")
    wanted = given.get("configuration")
    if kind not in _LISTS or not isinstance(wanted, dict):
        raise ValueError("kind must be slack, teams or chime, and configuration an object")
    name = str(wanted.get("ConfigurationName", f"configuration-{uuid.uuid4().hex[:8]}"))
    made = {
        **_OWN[kind],
        "ChatConfigurationArn": (
            f"arn:aws:chatbot::{account}:chat-configuration/{_ARN_KINDS[kind]}/{name}"
        ),
        "IamRoleArn": f"arn:aws:iam::{account}:role/chat",
        "SnsTopicArns": [],
        "ConfigurationName": name,
        "LoggingLevel": "NONE",
        "Tags": [],
        "State": "ENABLED",
        **wanted,
    }
    if kind != "chime":
        made = {"GuardrailPolicyArns": [], "UserAuthorizationRequired": False, **made}
    kept = [one for one in _configurations[account, kind] if one["ConfigurationName"] != name]
    _configurations[account, kind] = [*kept, made]


def _lister(kind: str, field: str) -> Operation:
    async def run(call: Invocation) -> Answer:
        if call.region not in REGIONS:
            raise RefusedError("InvalidRequestException", f"There is no endpoint in {call.region}.")
        size = call.given.get("MaxResults", 100)
        token = str(call.given.get("NextToken", "0"))
        if not isinstance(size, int) or not 1 <= size <= 100 or not token.isdigit():
            raise RefusedError("InvalidParameterException", "MaxResults or NextToken is not valid.")
        wanted = call.given.get("ChatConfigurationArn")
        every = [
            one
            for one in _configurations.get((call.account, kind), [])
            if wanted in (None, one["ChatConfigurationArn"])
        ]
        end = int(token) + size
        rest = {"NextToken": str(end)} if end < len(every) else {}
        return json_answer({field: every[int(token) : end], **rest}, "rest-json")

    return run


def shows(account: str, topic_arn: str) -> bool:
    """Whether a configuration that is switched on holds the topic."""
    every = [one for kind in _LISTS for one in _configurations.get((account, kind), [])]
    return any(topic_arn in one["SnsTopicArns"] and one["State"] == "ENABLED" for one in every)


def install(plane: Plane) -> None:
    """Serve the three lists."""
    extend("chatbot", {name: _lister(kind, field) for kind, (name, field) in _LISTS.items()})
    plane.add("POST", "/chatbot", put)
    plane.on_reset(_configurations.clear)
