"""AWS mails that it cannot publish to the topic, and somebody's rule forwards that to Slack."""

from __future__ import annotations

from playground.aws.control import Mail
from playground.page.actions import Event
from playground.page.actions._paths import forecasts
from playground.page.session import Session
from playground.slack import seed
from playground.slack.shapes import JsonObject

CHANNEL = seed.FINOPS
SENDER = "budgets@costalerts.amazonaws.com"


def _why_not(session: Session, budget: str) -> str:
    found = forecasts(session, budget)
    refused = any(
        way.outcome == "refused" and way.stopped_at != "budget" for o in found for way in o.ways
    )
    return "" if refused else "Nothing refuses an alert of this budget now, so AWS mails nothing."


def _act(session: Session, budget: str) -> str:
    mails = session.control.mail_failures(session.account, budget)
    for mail in mails:
        file = _file(mail, session.slack.workspace.new_id("F"))
        session.slack.person(seed.SLACKBOT).say("", CHANNEL, files=[file])
    room = session.slack.workspace.channels[CHANNEL].name
    return f"AWS's mail about {budget} has been forwarded to #{room}."


def _file(mail: Mail, file_id: str) -> JsonObject:
    """The mail as Slackbot posts it (docs/facts.md 11a)."""
    return {
        "id": file_id,
        "filetype": "email",
        "title": mail.subject,
        "subject": mail.subject,
        "from": [{"address": SENDER, "name": "AWS Budgets", "original": f"AWS Budgets <{SENDER}>"}],
        "to": [{"address": "finops@example.com", "name": "", "original": "finops@example.com"}],
        "plain_text": mail.body,
        "preview_plain_text": mail.body[:200],
    }


EVENT = Event(
    id="failure-mail",
    title="AWS mails the failure",
    says="AWS's mail that it cannot publish to the topic is forwarded into the channel.",
    place=4,
    act=_act,
    why_not=_why_not,
)
