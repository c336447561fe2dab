"""What a sweep is measured against: 8 threads that make the same calls and do nothing else.

It knows beforehand everything that it asks for, so nothing of it waits for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.aws.clients import Aws
from playground.scenarios.model import REGION
from playground.scenarios.shared_topic import alert_at
from tools.bench.sweeping.account import ACCOUNT, Account

_THREADS = 8
_METRICS = (
    *("MessagesPublished", "NotificationsDelivered", "NotificationsFailed"),
    "NotificationsFilteredOut",
)
Call = Callable[[], object]


def read(aws: Aws, account: Account) -> int:
    """Make every call; how many they were."""
    calls = [*_of_account(aws, account), *_of_budgets(aws, account), *_of_topics(aws, account)]
    calls += _of_keys(aws, account)
    with ThreadPoolExecutor(_THREADS) as pool:
        return len(list(pool.map(lambda call: call(), calls)))


def _of_account(aws: Aws, account: Account) -> Iterator[Call]:
    budgets, chatbot = aws.budgets(), aws.chatbot()
    yield lambda: budgets.describe_budgets(AccountId=ACCOUNT, MaxResults=1000)
    yield lambda: budgets.describe_budget_notifications_for_account(
        AccountId=ACCOUNT, MaxResults=1000
    )
    yield lambda: budgets.describe_budget_actions_for_account(AccountId=ACCOUNT, MaxResults=100)
    yield chatbot.describe_slack_channel_configurations
    yield chatbot.list_microsoft_teams_channel_configurations
    yield chatbot.describe_chime_webhook_configurations
    yield lambda: _metrics(aws, account)


def _of_budgets(aws: Aws, account: Account) -> Iterator[Call]:
    for name in account.budgets:
        yield partial(
            aws.budgets().describe_subscribers_for_notification,
            AccountId=ACCOUNT,
            BudgetName=name,
            Notification=alert_at(80.0),
        )


def _of_topics(aws: Aws, account: Account) -> Iterator[Call]:
    sns = aws.sns(REGION)
    for arn in account.topics:
        yield partial(sns.get_topic_attributes, TopicArn=arn)
        yield partial(sns.list_subscriptions_by_topic, TopicArn=arn)
    for arn in account.subscriptions:
        yield partial(sns.get_subscription_attributes, SubscriptionArn=arn)


def _of_keys(aws: Aws, account: Account) -> Iterator[Call]:
    kms = aws.kms(REGION)
    for arn in account.keys:
        yield partial(kms.describe_key, KeyId=arn)
        yield partial(kms.get_key_policy, KeyId=arn, PolicyName="default")
        yield partial(_shared_policy, aws, arn)
        yield partial(kms.list_grants, KeyId=arn)


def _shared_policy(aws: Aws, arn: str) -> object:
    """A key that is not shared has none: the ordinary answer is an error."""
    kms = aws.kms(REGION)
    try:
        return kms.get_key_policy(KeyId=arn, PolicyName="AWS_RAM")
    except kms.exceptions.NotFoundException:
        return None


def _metrics(aws: Aws, account: Account) -> object:
    now = datetime.now(UTC)
    return aws.cloudwatch(REGION).get_metric_data(
        MetricDataQueries=[
            {
                "Id": f"m{number}_{kind}",
                "MetricStat": {
                    "Metric": {
                        "Namespace": "AWS/SNS",
                        "MetricName": f"NumberOf{name}",
                        "Dimensions": [{"Name": "TopicName", "Value": arn.rpartition(":")[2]}],
                    },
                    "Period": 300,
                    "Stat": "Sum",
                },
            }
            for number, arn in enumerate(account.topics)
            for kind, name in enumerate(_METRICS)
        ],
        StartTime=now - timedelta(days=20),
        EndTime=now,
    )
