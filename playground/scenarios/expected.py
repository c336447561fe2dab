"""What must be said of a scenario, as data. Written from docs/findings.md, never from the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["OK", "AT_RISK", "UNKNOWN", "BROKEN"]
Outcome = Literal["delivers", "refused", "cannot judge"]

EXIT: Mapping[Status, int] = {"OK": 0, "BROKEN": 1, "AT_RISK": 3, "UNKNOWN": 4}

_CODES: Mapping[Status, str] = {
    "BROKEN": """
        sender.not-found sender.no-topic sender.other-region sender.encrypted-unsupported
        sender.disabled sender.inactive sender.reports-error
        budget.not-found budget.unhealthy budget.no-notifications
        topic.missing topic.other-account topic.fifo topic.policy-silent topic.policy-near-miss
        topic.policy-denies
        key.aws-managed key.policy-silent key.policy-near-miss key.policy-denies key.policy-partial
        key.statement-without-effect key.disabled key.pending-deletion key.pending-import
        key.unavailable key.missing key.wrong-spec key.other-region
        subscription.none subscription.all-pending subscription.filtered-out
        endpoint.queue-policy endpoint.queue-key
        endpoint.lambda-missing endpoint.lambda-policy endpoint.lambda-cannot-run
        endpoint.opt-in-principal endpoint.webhook-cannot-confirm
        endpoint.chatbot-disabled endpoint.chatbot-no-channel
    """,
    "AT_RISK": """
        sender.no-alarm-action sender.tells-part
        budget.email-only budget.forecast-without-history budget.ended
        topic.alarm-without-publish topic.everyone-unproven topic.policy-ends
        topic.organization-unproven key.organization-unproven
        key.source-arn-unproven key.everyone-unproven key.condition-unproven key.policy-ends
        subscription.pending subscription.failing subscription.raw-to-chatbot
        endpoint.email-unverified endpoint.lambda-not-ready endpoint.queue-key-unproven
    """,
    "UNKNOWN": """
        sender.unreadable sender.report-unclear sender.role-publishes
        topic.account-unproven topic.fifo-unproven
        budget.unreadable topic.unreadable topic.traffic-unreadable topic.policy-undecidable
        key.unreadable key.other-account key.policy-undecidable key.grant-only
        subscription.unreadable subscription.filter-undecidable
        endpoint.unreadable endpoint.policy-undecidable endpoint.webhook-unproven
    """,
    "OK": """
        sender.alarm-elsewhere sender.reported-before sender.reports-success
        budget.also-mails
        topic.alert-lost topic.policy-allows topic.open-to-all
        topic.no-source-condition topic.no-delivery-log
        key.policy-allows key.no-source-condition
        endpoint.unseen
    """,
}
STATUS: Mapping[str, Status] = {
    code: status for status, codes in _CODES.items() for code in codes.split()
}
"""The status of every finding code."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The verdict, and the codes of every finding that is not OK; the first one leads.

    `advice` are findings that leave the path OK and must be there. `judge` is the playground's
    own judgement of the first notification's publish, None where nothing is published at all.
    """

    verdict: Status
    codes: tuple[str, ...]
    judge: Outcome | None
    advice: tuple[str, ...] = ()

    @property
    def leads(self) -> str | None:
        """The code of the leading finding; None where nothing is wrong."""
        return next(iter(self.codes), None)

    @property
    def findings(self) -> Mapping[str, Status]:
        """Every code that must be there, with its status."""
        return {code: STATUS[code] for code in (*self.codes, *self.advice)}

    @property
    def exit_status(self) -> int:
        """Of `python -m bot check`."""
        return EXIT[self.verdict]


def broken(*codes: str, judge: Outcome | None = "refused") -> Expected:
    """The alert does not arrive."""
    return Expected("BROKEN", codes, judge)


def at_risk(
    *codes: str, judge: Outcome | None = "delivers", advice: tuple[str, ...] = ()
) -> Expected:
    """The alert arrives, or may, and can stop."""
    return Expected("AT_RISK", codes, judge, advice)


def unknown(*codes: str, judge: Outcome | None = "cannot judge") -> Expected:
    """It cannot be told."""
    return Expected("UNKNOWN", codes, judge)


def fine(*advice: str) -> Expected:
    """The alert arrives."""
    return Expected("OK", (), "delivers", advice)
