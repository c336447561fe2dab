"""Every read that a check or a sweep makes at AWS, with the IAM action that allows it.

`ACTIONS` is what the role of a reader needs, no more and no less: `serverless.yml` is held against
it. The names of the actions are those of AWS's service authorization reference; AWS Budgets names
its reads differently from its operations (docs/facts.md 1.3).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """One operation: `action` allows it, `missing` are the codes that mean "does not exist".

    `hidden` are the codes that AWS answers both for what does not exist and for a missing right.
    """

    operation: str
    action: str
    missing: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


_BUDGET_MISSING = ("NotFoundException",)
# Not InvalidParameter: what can be no topic is never asked for, so there it is about the call.
_TOPIC_MISSING = ("NotFound", "NotFoundException")
_KEY_MISSING = ("NotFoundException", "InvalidArnException")
# SQS developer guide, "QueueDoesNotExist error": also where the caller lacks the right.
_QUEUE_HIDDEN = ("NonExistentQueue", "QueueDoesNotExist")
_FUNCTION_MISSING = ("ResourceNotFoundException",)

GET_CALLER_IDENTITY = Read("GetCallerIdentity", "sts:GetCallerIdentity")

DESCRIBE_BUDGET = Read("DescribeBudget", "budgets:ViewBudget", _BUDGET_MISSING)
DESCRIBE_BUDGETS = Read("DescribeBudgets", "budgets:ViewBudget", _BUDGET_MISSING)
DESCRIBE_NOTIFICATIONS = Read("DescribeNotificationsForBudget", "budgets:ViewBudget")
DESCRIBE_ALL_NOTIFICATIONS = Read("DescribeBudgetNotificationsForAccount", "budgets:ViewBudget")
DESCRIBE_SUBSCRIBERS = Read("DescribeSubscribersForNotification", "budgets:ViewBudget")
DESCRIBE_ACTIONS = Read(
    "DescribeBudgetActionsForBudget",
    "budgets:DescribeBudgetActionsForBudget",
    _BUDGET_MISSING,
)
DESCRIBE_ALL_ACTIONS = Read(
    "DescribeBudgetActionsForAccount", "budgets:DescribeBudgetActionsForAccount"
)

GET_TOPIC = Read("GetTopicAttributes", "sns:GetTopicAttributes", _TOPIC_MISSING)
LIST_TOPICS = Read("ListTopics", "sns:ListTopics")
"""Only for the names that come nearest to one that is no topic's."""
LIST_SUBSCRIPTIONS = Read("ListSubscriptionsByTopic", "sns:ListSubscriptionsByTopic")
GET_SUBSCRIPTION = Read(
    "GetSubscriptionAttributes",
    "sns:GetSubscriptionAttributes",
    ("NotFound", "NotFoundException"),
)
GET_METRICS = Read("GetMetricData", "cloudwatch:GetMetricData")

DESCRIBE_KEY = Read("DescribeKey", "kms:DescribeKey", _KEY_MISSING)
GET_KEY_POLICY = Read("GetKeyPolicy", "kms:GetKeyPolicy", _KEY_MISSING)
LIST_GRANTS = Read("ListGrants", "kms:ListGrants")

GET_FUNCTION_POLICY = Read("GetPolicy", "lambda:GetPolicy", _FUNCTION_MISSING)
GET_FUNCTION = Read(
    "GetFunctionConfiguration", "lambda:GetFunctionConfiguration", _FUNCTION_MISSING
)
GET_FUNCTION_CONCURRENCY = Read(
    "GetFunctionConcurrency", "lambda:GetFunctionConcurrency", _FUNCTION_MISSING
)
GET_QUEUE = Read("GetQueueAttributes", "sqs:GetQueueAttributes", hidden=_QUEUE_HIDDEN)

SLACK_CHANNELS = Read(
    "DescribeSlackChannelConfigurations", "chatbot:DescribeSlackChannelConfigurations"
)
TEAMS_CHANNELS = Read(
    "ListMicrosoftTeamsChannelConfigurations", "chatbot:ListMicrosoftTeamsChannelConfigurations"
)
CHIME_WEBHOOKS = Read(
    "DescribeChimeWebhookConfigurations", "chatbot:DescribeChimeWebhookConfigurations"
)

DESCRIBE_ORGANIZATION = Read(
    "DescribeOrganization",
    "organizations:DescribeOrganization",
    ("AWSOrganizationsNotInUseException",),
)
"""Asked only where a policy turns on the organisation."""

READS = tuple(value for value in tuple(globals().values()) if isinstance(value, Read))
"""All of them."""

ACTIONS = tuple(sorted({read.action for read in READS}))
"""The IAM actions that a check and a sweep need. AWS asks for none to answer GetCallerIdentity."""
