"""Every message that can be drawn: what its push text names, and what no message shows.

The renderers are found by path: a new one that has no case here fails.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.alerts.foreign import ForeignMessages
from bot.core.alerts.message import Adjustment, Amount
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.gate import Gate
from bot.core.change.state import State
from bot.core.checks import all_checks
from bot.core.findings import Report, Status
from bot.core.jobs.checks import ListPage
from bot.core.log_entry import LogEntry
from bot.core.log_filter import LogFilter
from bot.core.lookup import LookedUp, Lookup, looked_at
from bot.core.proof.run import Outcome, Proof, ProofEvent
from bot.core.thread import Stage
from bot.slack import render
from bot.slack.render import (
    accounts,
    alarm_proof,
    alert,
    answer,
    approval,
    change_thread,
    details,
    digest,
    found_budgets,
    gated_change,
    help,
    log,
    names,
    proof,
    pull_request,
    refusal,
    snooze,
    subject,
    thread,
    ticket,
    topic,
    topic_details,
    watch,
    watch_lines,
)
from bot.slack.render import lookup as render_lookup
from bot.slack.render.change_parts import Standing
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.message import Message
from tests.jobs.fakes import ACCOUNT, NOW, TOPIC
from tests.slack.render import alerting, homes, mending, proposing, snoozing, test_digest, topics
from tests.slack.render.shapes import finding, path, report
from tests.slack.render.test_alarm_proof import PROOF as ALARM_PROOF
from tests.slack.render.test_alarm_proof import SAYS as ALARM_PROOF_SAYS
from tests.slack.render.test_log import records
from tests.slack.render.test_proof import PROOF
from tests.slack.render.test_watching import DANA, state, turned, view

BUDGET = "cost of everything"
SAID = "Somebody said no."
ID = "0123456789abcdef0123456789abcdef"
BUILDING = frozenset(
    {"any_answer.any_answer", "message.message", "message.sentence", "names.with_picker"}
)
"""They draw what they are given, for the renderers."""
DETAILS = frozenset({"details.details_message"})
"""The one place that names the codes of what was found."""


@dataclass(frozen=True)
class Case:
    """A message, and what its push text must say; with `named` of which budget too."""

    message: Message
    says: str
    named: bool = True


def _report(budget: str, said: str, verdict: Status) -> Report:
    made = report(
        budget, verdict, (path(1, verdict, said),), (finding(says=said, evidence=(said,)),), 2
    )
    return replace(made, checked_at=NOW)


def _change(budget: str, **different: object) -> Change:
    return mending.change(mending.plan(budget=budget), id=ID, reason="", **different)


def _proof(budget: str, **different: Any) -> Proof:
    return replace(PROOF, budget=budget, id=ID[:8], **different)


def _answers(budget: str, said: str) -> Iterator[Case]:
    words = {
        Status.OK: "alerts",
        Status.AT_RISK: "can stop",
        Status.UNKNOWN: "annot tell",
        Status.BROKEN: "does not alert",
    }
    for verdict, says in words.items():
        made = _report(budget, said, verdict)
        buttons = FixButtons(ID, topics_of(made), tickets=True)
        yield Case(answer.answer(made, ID, "U1", buttons=buttons), says)
        yield Case(answer.answer(made, ID), says)


def _replies(budget: str, said: str) -> Iterator[Case]:
    says = {
        State.WAITING: "approve",
        State.GATED: "Waits for a change request",
        State.APPROVED: "Under way",
        State.APPLYING: "AWS did not answer",
        State.APPLIED: "alerts",
        State.UNVERIFIED: "not verified",
        State.UNDONE: "Undone",
        State.FAILED: "Failed",
        State.REFUSED: "topped",
        State.EXPIRED: "xpired",
    }
    for at, word in says.items():
        drawn = change_thread.reply("m", _change(budget, state=at, outcome=said), Standing())
        yield Case(drawn, word)


def _gated(budget: str, said: str) -> Iterator[Case]:
    change = _change(budget, state=State.GATED, outcome=said)
    known = Gate(change.id, change.plan.fingerprint, 1, NOW, "CHG0031234", "https://x.example/1")
    waits = gated_change.gated("m", change, Standing(gate=known, system="ServiceNow"))
    yield Case(waits, "Waits for CHG0031234 in ServiceNow")
    yield Case(gated_change.gated("m", change, Standing()), "Waits for a change request")


def _log_lines(budget: str, said: str) -> Iterator[log.LogLine]:
    for event in (EventType.APPLIED, EventType.REJECTED, EventType.REFUSED):
        made = records(EventType.PROPOSED, EventType.ASKED, event, change=ID, budget=budget)
        yield log.LogLine(LogEntry(made, _change(budget)), "https://x.slack.com/p1")


def _tickets(budget: str, said: str) -> Iterator[Case]:
    news = ticket.TicketNews("oi-1", "https://x.example/1", budget, said)
    for already in (True, False):
        line = ticket.opened_line("Mina", news, already=already)
        yield Case(ticket.line_message("m", line), "oi-1")
    closed = ticket.over_line("Mina", "resolved", news)
    yield Case(ticket.line_message("m", closed), "Mina resolved oi-1")


def _entries(budget: str) -> list[accounts.Entry]:
    return [accounts.Entry("111111111111", "prod", budget)] * 20


def _lookups(budget: str, said: str) -> Iterator[Case]:
    begun = Lookup("l1", budget, NOW, "T1", "U1", "C1", asker="mina", total=10_000)
    found = [LookedUp(f"{n:012}", f"team-{n}", budget) for n in range(30)]
    alike = [LookedUp(one.account, one.called, f"{budget} ") for one in found]
    one, two = ([f"{n:012}" for n in range(*span)] for span in ((0, 3200), (3200, 10_000)))
    half = looked_at(begun, one, found[:2], {"1": said}, 6800)
    for lookup, says in (
        (begun, "looked in 0 of 10,000"),
        (half, "looked in 3,200 of 10,000, found in 2"),
        (looked_at(half, two, found, {}, 0), "was found 32 times in 10,000"),
        (looked_at(begun, two, found[:1], {}, 0), "was found once in 6,800"),
        (looked_at(begun, two, alike, {}, 0), "Names that read the same: 30"),
        (looked_at(begun, two, [], {}, 0), "6,800 were asked."),
        (looked_at(begun, two, [], dict.fromkeys(one, said), 0), "3,200 gave no answer"),
        (replace(half, over=True, stopped=said), "ended after 3,200 of 10,000"),
    ):
        yield Case(render_lookup.lookup_message("l1", lookup), says)


def _found_lists(budget: str, said: str) -> Iterator[Case]:
    entries = [accounts.Entry(f"{n:012}", f"team-{n}", budget) for n in range(40)]
    last = dict.fromkeys(entries, Status.BROKEN)
    for exact, says in ((1, "40 budgets"), (0, "40 accounts")):
        page = ListPage("", budget, 0, exact=exact)
        found = found_budgets.FoundList(page, entries, last, None, said, 40)
        yield Case(found_budgets.found_list("j", found), says)


_LATER = NOW + timedelta(hours=1)

CASES: Mapping[str, Callable[[str, str], Sequence[Case]]] = {
    "accounts.entries_list": lambda budget, said: [
        Case(accounts.entries_list("j", _entries(budget), 0, accounts=2), "2 accounts", named=False)
    ],
    "accounts.did_you_mean_any": lambda budget, said: [
        Case(accounts.did_you_mean_any("j", budget, _entries(budget)[:10], ""), "has a budget")
    ],
    "accounts.which_account": lambda budget, said: [
        Case(accounts.which_account("j", _entries(budget), ""), "accounts")
    ],
    "accounts.which_budget": lambda budget, said: [
        Case(accounts.which_budget("j", budget, _entries(budget)), "Which one")
    ],
    "found_budgets.found_list": lambda budget, said: [*_found_lists(budget, said)],
    "found_budgets.nowhere": lambda budget, said: [
        Case(found_budgets.nowhere("j", budget, _entries(budget)[:10], "", NOW), "last sweep"),
        Case(found_budgets.nowhere("j", budget, (), said, None), "has a budget"),
    ],
    "lookup.lookup_message": lambda budget, said: [*_lookups(budget, said)],
    "accounts.whose_log": lambda budget, said: [
        Case(accounts.whose_log("j", [(ACCOUNT, "prod")], ""), "log", named=False)
    ],
    "alert.alert_message": lambda budget, said: [
        Case(
            alert.alert_message(
                "j",
                alerting.thread(budget=budget, stage=stage, delivered_at=NOW),
                alerting.alert(budget=budget),
                alerting.look(_report(budget, said, Status.BROKEN)),
            ),
            "204.17",
        )
        for stage in Stage
    ],
    "answer.answer": lambda budget, said: [*_answers(budget, said)],
    "change_thread.reply": lambda budget, said: [*_replies(budget, said)],
    "approval.request": lambda budget, said: [
        Case(
            approval.request(
                "m", _change(budget, state=State.WAITING), Standing(("U1",), 1, "Mina")
            ),
            "Mina asks you to approve",
        )
    ],
    "approval.reminder": lambda budget, said: [
        Case(
            approval.reminder("m", _change(budget, state=State.WAITING), Standing(("U1",), 1)),
            "waits",
        )
    ],
    "change_thread.line": lambda budget, said: [
        Case(change_thread.line("m", "⚠️ An edit may be lost", _change(budget), said), "may be lost")
    ],
    "details.details_message": lambda budget, said: [
        Case(details.details_message(_report(budget, said, Status.BROKEN), "j"), "")
    ],
    "digest.digest_message": lambda budget, said: [
        Case(digest.digest_message("d", test_digest.view(budget, 3)), "do not alert", named=False)
    ],
    "gated_change.gated": lambda budget, said: [*_gated(budget, said)],
    "help.help_message": lambda budget, said: [
        Case(help.help_message("j", remembers=True), "budget-check", named=False)
    ],
    "log.log_page": lambda budget, said: [
        Case(
            log.log_page(
                "l", log.LogView(ACCOUNT, "", LogFilter(budget)), [*_log_lines(budget, said)]
            ),
            "was done",
        )
    ],
    "names.name_list": lambda budget, said: [
        Case(names.name_list("j", ACCOUNT, [budget] * 20, part="cost"), "cost", named=False)
    ],
    "names.did_you_mean": lambda budget, said: [
        Case(names.did_you_mean("j", ACCOUNT, budget, [budget] * 10), "no budget")
    ],
    "proof.reply": lambda budget, said: [
        Case(proof.reply(_proof(budget, outcome=outcome, waited=True), "m", edit=edit), word)
        for outcome, word in {
            Outcome.RUNNING: "is awaited until",
            Outcome.ARRIVED: "arrived after",
            Outcome.EXPIRED: "within 24 hours",
            Outcome.ENDED: "ended",
            Outcome.FAILED: "did not begin",
        }.items()
        for edit in (True, False)
    ],
    "proof.news": lambda budget, said: [
        Case(
            proof.news(_proof(budget, outcome=Outcome.ENDED), "m", ProofEvent.STUCK, said),
            "still there",
        )
    ],
    "alarm_proof.alarm_news": lambda budget, said: [
        Case(
            alarm_proof.alarm_news(replace(ALARM_PROOF, outcome=outcome), "m", event, said),
            word,
            named=False,
        )
        for event, (outcome, word) in ALARM_PROOF_SAYS.items()
    ],
    "refusal.refusal_message": lambda budget, said: [
        Case(
            refusal.refusal_message("j", f"🚫 Guests may not. {said}", ["U1"]),
            "Guests may not",
            named=False,
        )
    ],
    "snooze.snoozed_line": lambda budget, said: [
        Case(snooze.snoozed_line("m", budget, _LATER, said), "is snoozed")
    ],
    "thread.line": lambda budget, said: [
        Case(
            thread.line("j", f"⏰ Nobody has looked. {said}", about=thread.LineAbout(budget)),
            "Nobody has looked",
        ),
        Case(
            thread.line("j", "✅ It arrived {t0}.", times=(NOW,), about=thread.LineAbout(budget)),
            "arrived",
        ),
    ],
    "thread.other_message": lambda budget, said: [
        Case(
            thread.other_message("j", alerting.thread(id=ID, text=text), ACCOUNT),
            "Hello",
            named=False,
        )
        for text in (f"Hello {said}", "Hello " * 3_000)
    ],
    "thread.adjustment_message": lambda budget, said: [
        Case(
            thread.adjustment_message(
                "j", alerting.thread(id=ID), Adjustment("{}", budget, current=Amount("9")), ACCOUNT
            ),
            "9",
        )
    ],
    "thread.foreign_message": lambda budget, said: [
        Case(
            thread.foreign_message(
                "j", ForeignMessages(ID, ACCOUNT, TOPIC, "C1", NOW, _LATER, 2, ("a", "b")), ACCOUNT
            ),
            "",
            named=False,
        )
    ],
    "subject.choice": lambda budget, said: [
        Case(
            subject.choice("j", f"Which one? {budget}", topics.choosable(budget, said)),
            "Which one",
        )
    ],
    "topic.topic_answer": lambda budget, said: [
        Case(topic.topic_answer(made, ID, "U1", said, buttons=buttons), says)
        for made, says in topics.reports(budget, said)
        for buttons in (None, FixButtons(ID, (made.topic,), tickets=True))
    ],
    "topic_details.topic_details_message": lambda budget, said: [
        Case(topic_details.topic_details_message(made, ID), says)
        for made, says in topics.reports(budget, said)
    ],
    "pull_request.opened_message": lambda budget, said: [
        Case(
            pull_request.opened_message(
                pull_request.PullRequestNews("acme/infra#1", "", budget, said), "j", "acme/infra"
            ),
            "acme/infra#1 is open",
        )
    ],
    "pull_request.line_message": lambda budget, said: [
        Case(
            pull_request.line_message(
                "m",
                pull_request.news_line(
                    template,
                    pull_request.PullRequestNews("acme/infra#1", "https://x/1", budget, said),
                ),
            ),
            "acme/infra#1",
        )
        for template in proposing.LINES
    ],
    "ticket.opened_message": lambda budget, said: [
        Case(
            ticket.opened_message(
                ticket.TicketNews("oi-1", "", budget, said), "j", system="OpsCenter", already=False
            ),
            "oi-1 is open",
        )
    ],
    "ticket.line_message": lambda budget, said: [*_tickets(budget, said)],
    "watch.watch_post": lambda budget, said: [
        Case(watch.watch_post("g", view(state(1, verdict, budget=budget))), word)
        for verdict, word in {
            Status.BROKEN: "does not alert",
            Status.UNKNOWN: "annot tell",
            Status.OK: "alerts again",
        }.items()
    ],
    "watch_lines.turned_lines": lambda budget, said: [
        Case(
            watch_lines.turned_lines("g", [replace(turned(3), budget=budget)], DANA, several=False),
            "does not alert",
        )
    ],
}
"""By module and function; each is given a budget's name, and words of somebody else's."""


def _renderers() -> set[str]:
    """Every public function of the room that draws a message."""
    found = set()
    for one in pkgutil.iter_modules(render.__path__):
        module = importlib.import_module(f"{render.__name__}.{one.name}")
        for name, made in inspect.getmembers(module, inspect.isfunction):
            own = made.__module__ == module.__name__ and not name.startswith("_")
            if own and made.__annotations__.get("return") in {"Message", Message}:
                found.add(f"{one.name}.{name}")
    return found


def test_each_renderer_has_its_cases() -> None:
    assert _renderers() - BUILDING - {"change_thread.decided"} == set(CASES)


ALL = [
    pytest.param(name, case, id=name) for name, made in CASES.items() for case in made(BUDGET, SAID)
]


@pytest.mark.parametrize(("name", "case"), ALL)
def test_its_push_text_names_the_budget_and_what(name: str, case: Case) -> None:
    text = case.message.text
    assert text.strip() and case.says in text and (BUDGET in text or not case.named)
    assert "\n" not in text and "arn:" not in text and not _PERSON.search(text)


CODES = sorted(code for check in all_checks() for code in check.codes)
_PERSON = re.compile(r"@[UW][0-9A-Z]+")
"""What a lock screen would show of somebody who is mentioned."""
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_UTC_ONLY = re.compile(r"\d\d:\d\d(:\d\d)? UTC")
_DATE = re.compile(r"<!date\^[^>]*>")


def _shown(value: object) -> Iterator[str]:
    """What people read of blocks: no ids, no values, and dates as each reader has them."""
    if isinstance(value, Mapping):
        kept = ("text", "title", "label", "elements", "blocks", "fields", "accessory", "options")
        yield from (one for name in kept if name in value for one in _shown(value[name]))
    elif isinstance(value, list | tuple):
        yield from (one for part in value for one in _shown(part))
    elif isinstance(value, str):
        yield _DATE.sub("", value)


@pytest.mark.parametrize(("name", "case"), ALL)
def test_nothing_that_it_shows_is_for_machines(name: str, case: Case) -> None:
    said = "\n".join((*_shown(case.message.blocks), *_shown(case.message.plain)))
    assert not _UTC_ONLY.search(said)
    for text in (said, case.message.text):
        assert not _ID.search(text)
        assert name in DETAILS or [code for code in CODES if code in text] == []


VIEWS = [*mending.views(), *snoozing.views(), *proposing.views(), *homes.homes(), *topics.views()]
_OF_OTHERS = "ticket.text"
"""What another system is given, as it stands: nothing there draws a time for its reader."""


@pytest.mark.parametrize("drawn", VIEWS, ids=lambda view: str(view.get("callback_id", "home")))
def test_a_view_shows_no_whole_id_and_each_reader_their_own_time(
    drawn: Mapping[str, object],
) -> None:
    said = "\n".join(_shown(drawn))
    assert not _ID.search(said)
    assert drawn.get("callback_id") == _OF_OTHERS or not _UTC_ONLY.search(said)


def test_the_walk_sees_what_it_forbids() -> None:
    bad = {"type": "section", "text": {"type": "mrkdwn", "text": f"{ID} 09:30 UTC key.disabled"}}
    said = "\n".join(_shown([bad]))
    assert _ID.search(said) and _UTC_ONLY.search(said) and "key.disabled" in CODES
