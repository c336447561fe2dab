"""A local Slack: the Web API, response_urls, and the people who use the app.

    with LocalSlack(app_url="http://127.0.0.1:3000/slack/events") as slack:
        reply = slack.person(seed.MENDER).command("/budget-check cost", seed.FINOPS)
        answer = slack.wait_for_message(seed.FINOPS)

It refuses what Slack refuses (docs/facts.md 7), with Slack's own errors.
"""

from playground.slack import seed
from playground.slack.clock import Clock
from playground.slack.errors import NothingThereError
from playground.slack.events import Said
from playground.slack.faults import Fault
from playground.slack.local import LocalSlack
from playground.slack.model import Mention, Message, View
from playground.slack.person import Person
from playground.slack.requests import Request, Signature
from playground.slack.transport import Reply, Transport

__all__ = [
    "Clock",
    "Fault",
    "LocalSlack",
    "Mention",
    "Message",
    "NothingThereError",
    "Person",
    "Reply",
    "Request",
    "Said",
    "Signature",
    "Transport",
    "View",
    "seed",
]
