"""The incident of the user, from the question to the ticket, in a real browser."""

from __future__ import annotations

from playground.demo.bot import ACCOUNT
from playground.scenarios.load import find
from tests.browser.conftest import Browser


def test_the_incident(browser: Browser) -> None:
    browser("story")

    topic = find("aws-managed-key").topics[0]
    sns = browser.session.aws.client("sns", topic.region)
    attributes = sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]
    assert attributes["KmsMasterKeyId"] == "alias/aws/sns"  # undone
    tried = browser.session.control.deliveries(ACCOUNT)
    assert [one.outcome for one in tried if one.budget == "cost-all-services-manage"] == [
        "delivers"
    ]
    items = browser.session.aws.client("ssm", topic.region).describe_ops_items()["OpsItemSummaries"]
    assert len(items) == 1


def test_the_beginning_without_a_mouse(browser: Browser) -> None:
    browser("keyboard")
