"""The record of what Budgets tried, and the message that it sends when a topic is linked."""

import time
from typing import Any

from playground.aws.server.budgets import words
from playground.aws.server.budgets.path import judged
from playground.aws.server.budgets.state import STATE, Extras
from playground.aws.server.mails import mail
from playground.aws.server.senders.path import publish


def extras_of(account: str, budget: str) -> Extras:
    """What is switched on for a budget, or for all of its account."""
    return STATE.extras.get((account, budget)) or STATE.extras.get((account, "*"), Extras())


def record(
    account: str, budget: str, notification: str, subscriber: str, **came: str
) -> dict[str, Any]:
    """Keep one try: `came` is its outcome, why, and subject."""
    tried = {
        "account": account,
        "budget": budget,
        "notification": notification,
        "subscriber": subscriber,
        **came,
        "at": time.time(),
    }
    STATE.deliveries.append(tried)
    return tried


def mail_failure(account: str, budget: str, topic: str) -> dict[str, Any]:
    """Mail that the topic could not be published to."""
    # The failure mail's real subject is not known (docs/facts.md 11).
    return mail(
        account, "account contact", "AWS Budgets notification", words.failure(budget, topic)
    )


def try_topic(
    account: str, budget: str, notification: str, topic: str, text: tuple[str, str]
) -> Any:
    """Publish subject and body, if topic and key let Budgets in; what came of it."""
    judgement = judged(account, budget, topic)
    subject, body = text
    if judgement.outcome == "delivers":
        publish(topic, subject, body)
    elif extras_of(account, budget).failure_mail:
        mail_failure(account, budget, topic)
    return record(
        account,
        budget,
        notification,
        topic,
        outcome=judgement.outcome,
        why=judgement.why,
        subject=subject,
    )


def linked(account: str, budget: str, topics: list[str]) -> None:
    """A topic has become a subscriber: Budgets says so on it, where that is switched on."""
    if extras_of(account, budget).verified_message:
        for topic in topics:
            try_topic(account, budget, "", topic, (words.VERIFIED, words.VERIFIED))
