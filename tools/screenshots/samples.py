"""The messages that a playground of one account and one hour does not come to say, drawn of made-up
things: a week's digest, an alert that was proved, a proof that took a day, a change that failed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.core.act import Act
from bot.core.alerts.foreign import ForeignMessages
from bot.core.alerts.message import Adjustment, Alert, Amount
from bot.core.alerts.parse import parse
from bot.core.change.change import Approval, Change, ChangePlace
from bot.core.change.gate import Gate
from bot.core.change.state import State
from bot.core.findings import Finding, FixOffer, Hop, HopReport, PathReport, Report, Status
from bot.core.model.budget import Budget, Money, Notification
from bot.core.model.path import Facts
from bot.core.plan import Plan, Write
from bot.core.proof.alarm_run import AlarmOutcome, AlarmProof, AlarmProofEvent
from bot.core.proof.run import LIVES, Outcome, Proof, ProofEvent
from bot.core.senders import BUDGETS, Sender, sender_by
from bot.core.stake import Stake, Sum
from bot.core.texts.alert import REMINDER
from bot.core.texts.subject import WHICH
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.core.topic_report import SenderVerdict, TopicReport
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.slack.render import (
    accounts,
    alarm_proof,
    alert,
    approval,
    change_thread,
    details,
    digest,
    gated_change,
    proof,
    snooze,
    subject,
    ticket,
    topic,
    topic_details,
    watch_lines,
)
from bot.slack.render import thread as lines
from bot.slack.render.change_parts import Standing
from bot.slack.render.fix_buttons import FixButtons
from bot.slack.render.message import Message
from tools.screenshots.pull_requests import pull_requests

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BEFORE, LATER = NOW - timedelta(days=7), NOW + timedelta(hours=6)
ACCOUNT, OTHER = "111111111111", "222222222222"
BUDGET = "cost-all-services-manage"
TOPIC = f"arn:aws:sns:ap-northeast-1:{ACCOUNT}:alert_topic_manage"
KEY = f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:key/191345e0-ad55-4552-9212-be7be8efb848"
MINA, ARI = "U0MENDER", "U0APPROVER"
SILENT = "No statement of the key's policy lets AWS Budgets use the key."
ID = "7740837d01234567890abcdef0123456"


def samples() -> Mapping[str, Message]:
    """Every one, by its picture's name."""
    return {
        **_alerts(),
        **_others(),
        **_changes(),
        **_proofs(),
        **_alarm_proofs(),
        **_of_accounts(),
        **_topics(),
        **pull_requests(BUDGET, NOW),
        **_rest(),
    }


def _topics() -> Mapping[str, Message]:
    """A topic that a budget, two alarms and a rule share, of which three are shut out."""
    alarm, rule = _sender("alarm"), _sender("rule")
    mend = FixOffer("allow-on-key", "Let them use the key", "Let them use the key")
    broken, sound = _report(Status.BROKEN), _report(Status.OK)
    whole = replace(broken, sender=alarm, subject="alarm::x", fixes=(mend,))
    arns = "arn:aws:cloudwatch:ap-northeast-1", "arn:aws:events:ap-northeast-1"

    def shut_out(sender: Sender, name: str, arn: str) -> SenderVerdict:
        says = SILENT.replace(BUDGETS.title, sender.title)
        silent = Finding(
            *(Hop.KEY, "key.policy-silent", Status.BROKEN, KEY, says), fixes=(mend.id,)
        )
        return SenderVerdict(sender, name, arn, Status.BROKEN, (silent,), whole)

    senders = (
        shut_out(alarm, "shop-errors", f"{arns[0]}:{ACCOUNT}:alarm:shop-errors"),
        shut_out(alarm, "shop-latency", f"{arns[0]}:{ACCOUNT}:alarm:shop-latency"),
        shut_out(rule, "guardduty-findings", f"{arns[1]}:{ACCOUNT}:rule/guardduty-findings"),
        SenderVerdict(BUDGETS, BUDGET, "", Status.OK, (), sound),
    )
    shared = TopicReport(
        *(TOPIC, ACCOUNT, NOW, Status.BROKEN, senders, (), (mend,)),
        skipped=(_sender("config"), _sender("rds")),
    )
    name = TOPIC.rpartition(":")[2]
    near = [TOPIC, TOPIC.replace("ap-northeast-1", "us-east-1")]
    buttons = FixButtons(ID, (TOPIC,), tickets=True)
    return {
        "topic": topic.topic_answer(shared, "topic", buttons=buttons, asker="mina"),
        "topic-details": topic_details.topic_details_message(shared, "topic-details"),
        "topic-which": subject.choice(
            "topic-which",
            WHICH.format(count=2, name=f"topic {name}"),
            [subject.Choosable(one, ACCOUNT, f"topic:{one}") for one in near],
        ),
    }


def _sender(option: str) -> Sender:
    return sender_by(option) or BUDGETS


def _report(verdict: Status) -> Report:
    broken = verdict is Status.BROKEN
    code = "key.policy-silent" if broken else "key.policy-allows"
    says = SILENT if broken else "The key's policy lets AWS Budgets use the key."
    found = Finding(Hop.KEY, code, verdict, KEY, says, ())
    hops = tuple(
        HopReport(hop, verdict, KEY, says)
        if hop is Hop.KEY
        else HopReport(hop, Status.OK, TOPIC, "Works.")
        for hop in Hop
    )
    at = Notification("ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE", "ALARM")
    path = PathReport(at, TOPIC, verdict, hops, (found,))
    return Report(BUDGET, ACCOUNT, NOW, verdict, (path,), (found,))


def _thread(stage: Stage = Stage.OPEN) -> Thread:
    delivered = LATER if stage is Stage.DELIVERED else None
    begun = Thread("m1", ACCOUNT, BUDGET, TOPIC, ThreadOrigin.ALERT, "C1", "1.1", NOW)
    return replace(begun, stage=stage, acknowledged_by=MINA, delivered_at=delivered)


def _alerts() -> Mapping[str, Message]:
    said = parse(
        f"AWS Budgets: {BUDGET} has exceeded your alert threshold",
        f"Budget Name: {BUDGET}\nBudget Type: Cost\nBudgeted Amount: $1,000.00\n"
        "Alert Type: ACTUAL\nAlert Threshold: > $800.00\nACTUAL Amount: $808.00\n",
    )
    if not isinstance(said, Alert):
        raise TypeError(f"It is read as {said}")
    at = (
        Notification("ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE", "ALARM"),
        Notification("FORECASTED", "GREATER_THAN", 100.0, "PERCENTAGE", "OK"),
    )
    spent = Budget(
        BUDGET,
        ACCOUNT,
        limit=Money("1000", "USD"),
        actual=Money("808", "USD"),
        forecast=Money("940", "USD"),
    )
    facts = Facts(ACCOUNT, BUDGET, NOW, spent, at)

    def drawn(stage: Stage, verdict: Status = Status.OK) -> Message:
        view = alert.AlertView(ACCOUNT, facts, _report(verdict))
        return alert.alert_message("s", _thread(stage), said, view)

    return {
        "alert-next-is-lost": drawn(Stage.OPEN, Status.BROKEN),
        "alert-evaluated": drawn(Stage.EVALUATED),
        "alert-accepted": drawn(Stage.ACCEPTED),
        "alert-delivered": drawn(Stage.DELIVERED),
    }


def _others() -> Mapping[str, Message]:
    about = lines.LineAbout(BUDGET)
    moved = Adjustment("{}", BUDGET, previous=Amount("$1,000.00"), current=Amount("$1,120.00"))
    said = ("AWS Budgets: you have been chosen", "Hello from a test")
    foreign = ForeignMessages("f", ACCOUNT, TOPIC, "C1", NOW, LATER, 12, said)
    strange = replace(_thread(), text="AWS Budgets has changed how it writes.\nPlease read on.")
    return {
        "alert-reminder": lines.line("s", REMINDER.format(after="1 hour"), about=about),
        "alert-adjusted": lines.adjustment_message("s", _thread(), moved, ACCOUNT),
        "alert-unknown": lines.other_message("s", strange, ACCOUNT),
        "alert-foreign": lines.foreign_message("s", foreign, ACCOUNT),
    }


def _change(state: State, outcome: str = "", decided_by: str = "") -> Change:
    one = {"Version": "2012-10-17", "Statement": []}
    write = Write("kms:PutKeyPolicy", KEY, "Policy", json.dumps(one), json.dumps(one, indent=1))
    plan = Plan(
        fix="allow-on-key",
        title="Let AWS Budgets use the key: add a statement to the key policy",
        account=ACCOUNT,
        budget=BUDGET,
        topic=TOPIC,
        resource=KEY,
        writes=(write,),
        clears=("key.policy-silent",),
        impact=(),
        cost="Nothing.",
        compliance="",
        undo="Our statement comes out again.",
        undoable=True,
    )
    place = ChangePlace("C1", thread="1.1")
    made = Change(ID, plan, state, 3, MINA, "", place, NOW, NOW + timedelta(days=1))
    yes = (Approval(ARI, plan.fingerprint, NOW),)
    approved = () if decided_by or state is State.WAITING else yes
    return replace(made, outcome=outcome, decided_by=decided_by, approvals=approved, since=NOW)


def _changes() -> Mapping[str, Message]:
    def drawn(state: State, outcome: str = "", decided_by: str = "") -> Message:
        return change_thread.reply("s", _change(state, outcome, decided_by), Standing(edit=True))

    refused = "AWS refused kms:PutKeyPolicy: the role budget-check-mend needs that permission."
    slow = "AWS took the policy, and reading it again did not show it yet."
    lost = (
        "dana, role Developer, wrote the key's policy just before budget-check did. "
        "Read that statement again before you undo."
    )
    return {
        "change-under-way": drawn(State.APPROVED),
        "change-rejected": drawn(State.REFUSED, "The key goes next week.", ARI),
        "change-failed": drawn(State.FAILED, refused),
        "change-unverified": drawn(State.UNVERIFIED, slow),
        "change-undone": drawn(State.UNDONE),
        "change-expired": drawn(State.EXPIRED),
        **_gated(),
        "change-reminder": approval.reminder(
            "s", _change(State.WAITING), Standing((ARI,), 1, "Mina")
        ),
        "change-line": change_thread.line(
            "s", "⚠️ An edit may be lost", _change(State.APPLIED), lost
        ),
    }


def _gated() -> Mapping[str, Message]:
    url = "https://acme.service-now.com/nav_to.do?uri=change_request.do"
    waits = replace(_change(State.GATED), expires=NOW + timedelta(days=14))
    known = Gate(ID, waits.plan.fingerprint, 2, NOW, "CHG0031234", url)
    silent = replace(waits, outcome="ServiceNow did not answer in time. Try again in a minute.")
    return {
        "change-gated": gated_change.gated(
            "s", waits, Standing(edit=True, gate=known, system="ServiceNow")
        ),
        "change-gate-silent": gated_change.gated(
            "s", silent, Standing(edit=True, system="ServiceNow")
        ),
    }


def _proofs() -> Mapping[str, Message]:
    begun = Proof(
        "0123456789abcdef",
        ACCOUNT,
        BUDGET,
        TOPIC,
        "USD",
        MINA,
        ChangePlace("C1", thread="1.1"),
        NOW,
        NOW + LIVES,
    )
    seen = replace(begun, seen_at=LATER)
    unmade = replace(begun, outcome=Outcome.FAILED, why="AWS refused budgets:ModifyBudget.")
    stuck = "AWS refused budgets:ModifyBudget: the role budget-check-mend needs that permission."
    ended = replace(begun, outcome=Outcome.ENDED, ended_by=ARI)
    return {
        "proof-running": proof.reply(begun, "s", edit=True),
        "proof-arrived": proof.reply(replace(seen, outcome=Outcome.ARRIVED), "s", edit=True),
        "proof-expired": proof.reply(replace(begun, outcome=Outcome.EXPIRED), "s", edit=True),
        "proof-ended": proof.reply(ended, "s", edit=True),
        "proof-failed": proof.reply(unmade, "s", edit=True),
        "proof-news": proof.news(ended, "s", ProofEvent.STUCK, stuck),
    }


def _alarm_proofs() -> Mapping[str, Message]:
    proof = AlarmProof(
        "0123abcd",
        ACCOUNT,
        f"alarm:arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:orders-errors",
        TOPIC,
        MINA,
        ChangePlace("C1", thread="1.1"),
        NOW,
        set_at=NOW,
        told_at=NOW + timedelta(seconds=3),
    )
    refused = "null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)"

    def told(outcome: AlarmOutcome, event: AlarmProofEvent, why: str = "") -> Message:
        return alarm_proof.alarm_news(replace(proof, outcome=outcome), "s", event, why)

    return {
        "alarm-proof-accepted": told(AlarmOutcome.ACCEPTED, AlarmProofEvent.ACCEPTED),
        "alarm-proof-rejected": told(AlarmOutcome.REJECTED, AlarmProofEvent.REJECTED, refused),
        "alarm-proof-unseen": told(AlarmOutcome.UNSEEN, AlarmProofEvent.UNSEEN),
    }


def _of_accounts() -> Mapping[str, Message]:
    called = ((ACCOUNT, "prod"), (OTHER, "dev"))
    same = [accounts.Entry(id, name, BUDGET) for id, name in called]
    near = [accounts.Entry(OTHER, "dev", name) for name in (BUDGET, "cost-all-services-dev")]
    asked = "cost-all-service"
    return {
        "accounts-list": accounts.entries_list("s", [*same, near[1]], 0, accounts=2),
        "accounts-did-you-mean": accounts.did_you_mean_any("s", asked, near, ""),
        "accounts-which": accounts.which_account("s", same, ""),
        "accounts-which-budget": accounts.which_budget("s", asked, [same[0], near[1]]),
        "accounts-whose-log": accounts.whose_log("s", called, ""),
    }


def _rest() -> Mapping[str, Message]:
    shared = [f"shared-0{n}-spend" for n in range(3)]
    money = Stake((Sum("USD", "MONTHLY", Decimal(41_000)),), 2)
    alone = Stake((Sum("USD", "MONTHLY", Decimal(1_000)),))
    causes = (
        digest.BrokenCause(Status.BROKEN, "key.policy-silent", KEY, shared, money, BEFORE),
        digest.BrokenCause(Status.BROKEN, "key.aws-managed", TOPIC, [BUDGET], alone, NOW),
    )
    spent = [
        digest.Spent(name, Money(amount, "USD"), Money("20000.0", "USD"))
        for name, amount in zip(shared, ("17900.0", "16100.0", "4000.0"), strict=True)
    ]
    week = digest.DigestView(
        since=BEFORE,
        at=NOW,
        tally={Status.BROKEN: 4, Status.UNKNOWN: 1, Status.OK: 74},
        broke=[*shared, BUDGET],
        mended=["team-data-spend"],
        causes=causes,
        snoozed=[digest.SnoozedUntil("legacy-monthly", LATER, whole=True)],
        unit="USD",
        spent=spent,
    )
    late = [
        AffectedBudget(
            ACCOUNT, name, VerdictChange.BROKE, Status.BROKEN, "key.policy-silent", NOW, "j", NOW
        )
        for name in shared[:2]
    ]
    news = ticket.TicketNews("oi-33e5f2a1b0c4", "", BUDGET, "the key's policy does not let it in")
    opened = ticket.opened_line("Mina", news, already=False)
    over = ticket.over_line("Mina", "resolved", news)
    return {
        "digest": digest.digest_message("s", week),
        "details-as-message": details.details_message(_report(Status.BROKEN), "s"),
        "snoozed-line": snooze.snoozed_line("s", BUDGET, LATER, "The key is replaced tonight."),
        "ticket-open": ticket.opened_message(news, "s", system="OpsCenter", already=False),
        "ticket-opened-line": ticket.line_message("s", opened),
        "ticket-over-line": ticket.line_message("s", over),
        "watch-late": watch_lines.turned_lines(
            "s", late, Act("dana, role Developer", NOW, "PutKeyPolicy"), several=False
        ),
    }
