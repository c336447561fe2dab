"""Everything that is drawn of changes, tickets and the log, for plans of every shape."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from bot.core.affected import Dependent, Recovery, affected
from bot.core.change.change import Approval, Change, ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.findings import FixOffer, Status
from bot.core.log_entry import LogEntry
from bot.core.log_filter import LogFilter
from bot.core.model.budget import Money, Spend
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.tickets import Section, draft
from bot.slack.render import (
    approval,
    change_thread,
    difference,
    loading_views,
    log,
    preview,
    ticket,
    ticket_dialog,
)
from bot.slack.render.answer import answer
from bot.slack.render.change_parts import Standing
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.message import Message
from bot.slack.render.names import KnownVerdict, name_list
from bot.slack.render.open_ticket import OpenTicket
from bot.slack.render.outcome import NextFix, outcome_view
from bot.slack.render.parts import Json
from bot.slack.render.preview import SubmitTerms
from tests.jobs.fakes import ACCOUNT, NOW, TOPIC
from tests.slack.render.shapes import FOX, NASTY, REPORTS

KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
STATEMENT = {
    "Sid": "BudgetCheckAllowBudgets",
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": "kms:Decrypt",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}


def policy(*statements: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def statements(count: int, text: str = "x") -> list[object]:
    return [{"Sid": f"S{n}", "Effect": "Allow", "Action": f"kms:{text}{n}"} for n in range(count)]


def plan(before: str = policy(), after: str = policy(STATEMENT), **different: object) -> Plan:
    plain = Plan(
        fix="allow-on-key",
        title="Let AWS Budgets use the key: add a statement to the key policy",
        account=ACCOUNT,
        budget="cost",
        topic=TOPIC,
        resource=KEY,
        writes=(Write("kms:PutKeyPolicy", KEY, "Policy", before, after),),
        clears=("key.policy-silent",),
        impact=("Nobody else is touched.",),
        cost="Nothing.",
        compliance="The topic stays encrypted.",
        undo="Our statement comes out again.",
        undoable=True,
        statement=json.dumps(STATEMENT),
    )
    return replace(plain, **different)  # type: ignore[arg-type]  # a test's own words


PLANS: dict[str, Plan] = {
    "one statement": plan(),
    "a reason is due": plan(
        writes=(Write("sns:SetTopicAttributes", TOPIC, "KmsMasterKeyId", KEY, ""),),
        fix="turn-off-encryption",
        statement="",
        reason_needed=True,
    ),
    "everything is new": plan(policy(*statements(150)), policy(*statements(150, "y"), STATEMENT)),
    "one very long line": plan(f'"{"a" * 30_000}"', f'"{"b" * 30_000}"'),
    "lines of foxes": plan("\n".join([FOX] * 90), "\n".join([FOX * 30] * 90)),
    "a long statement": plan(
        policy(),
        policy(*statements(300)),
        statement=json.dumps(STATEMENT | {"Sid": "Long", "Action": ["kms:x"] * 900}),
    ),
    "nasty text": plan(
        policy(NASTY), policy(NASTY, STATEMENT), budget=NASTY, topic=NASTY, impact=(NASTY,) * 20
    ),
    "a new key": plan(
        writes=(
            Write("kms:CreateKey", NEW_KEY, "Policy", "", policy(*statements(20))),
            Write("sns:SetTopicAttributes", TOPIC, "KmsMasterKeyId", "alias/aws/sns", NEW_KEY),
        ),
        fix="move-to-new-key",
        title="Move the topic to a new customer managed key",
    ),
    "much is touched": plan(
        impact=tuple("A long sentence. " * 20 for _ in range(80)),
        risks=tuple(FOX * 20 for _ in range(80)),
    ),
    "nothing to say": plan(impact=(), cost="", compliance="", undo="", undoable=False),
    "words": plan(
        writes=(Write("kms:EnableKey", KEY, "KeyState", "Disabled", "Enabled"),),
        fix="enable-key",
        title="Enable the key",
        statement="",
    ),
    "one of two": plan(leaves=Status.BROKEN),
    "it can stop": plan(clears=("key.policy-ends",)),
}
WHOLE = {"one statement", "a reason is due", "much is touched", "nothing to say", "words"}
"""What they write is such as AWS takes, so that every tool has a form for it."""
THEN = NextFix(FixOffer("allow-on-topic", "Let AWS Budgets publish", "Let it publish"), "a.0")
SPEND = Spend(Money("82000", "USD"), Money("70000", "USD"), None, "MONTHLY")
TERMS = (
    SubmitTerms(),
    SubmitTerms(approvals=1),
    SubmitTerms(approvals=1, ask=("U0MENDER", "S0MENDERS")),
    SubmitTerms(approvals=3, undoing=True, note=NASTY),
    SubmitTerms(
        budgets=affected(
            [
                (Dependent(ACCOUNT, NASTY), SPEND),
                *((Dependent(ACCOUNT, f"{FOX} {n}"), None) for n in range(499)),
            ]
        )
    ),
)


def change(of: Plan, **different: object) -> Change:
    plain = Change(
        id="0123456789abcdef0123456789abcdef",
        plan=of,
        state=State.PREVIEWED,
        version=1,
        requester="U0MENDER",
        reason=NASTY,
        place=ChangePlace("C1", "1.1"),
        created=NOW,
        expires=NOW + timedelta(hours=1),
        approvals=(Approval("U0MENDER", of.fingerprint, NOW),),
    )
    return replace(plain, **different)  # type: ignore[arg-type]  # a test's own words


STANDING = (
    Standing(("U0MENDER", "S0MENDERS"), 1, "Mina"),
    Standing(("U0MENDER", *(f"U{n}" for n in range(60))), 3, NASTY, edit=True, provable=True),
    Standing(edit=True, recovery=Recovery(494, tuple((NASTY, FOX) for _ in range(5)), 1)),
    Standing(edit=True, recovery=Recovery(41)),
)


def replies() -> list[Change]:
    """A change of each plan in each state that is told, its undo, and one that was rejected."""
    told = [state for state in State if state is not State.PREVIEWED]
    found = [change(of, state=state, outcome=NASTY * 30) for of in PLANS.values() for state in told]
    yes = tuple(Approval(f"U{n}", plan().fingerprint, NOW) for n in range(15))
    return [
        *found,
        *(change(plan(), state=state, undoes="c0") for state in told),
        change(plan(), state=State.REFUSED, decided_by="U0APPROVER", since=NOW, outcome=NASTY),
        change(plan(), state=State.APPROVED, approvals=yes),
    ]


def log_lines(text: str) -> list[log.LogLine]:
    """As many as a page has: acts alone, and those of a change that is kept."""
    link = "https://example.slack.com/archives/C1/p1"
    alone = [log.LogLine(LogEntry((one,)), link) for one in actions(log.PAGE, text)]
    return [replace(one, entry=replace(one.entry, change=change(plan()))) for one in alone[::2]] + [
        replace(one, thread="") for one in alone[1::2]
    ]


def actions(count: int, text: str = "x") -> list[LogRecord]:
    return [
        LogRecord(
            id=f"a{n}",
            at=NOW,
            who=("U0MENDER", "budget-check", NASTY)[n % 3],
            what="wrote",
            account=ACCOUNT,
            budget=text,
            change="c1",
            fix="allow-on-key",
            resource=text * 10,
            why=text * 50,
            ticket=text,
        )
        for n in range(count)
    ]


def views() -> list[Json]:
    """Every modal but the details."""
    drawn = [
        preview.preview_view(of, "c1", preview.submission(change(of)), terms)
        for of in PLANS.values()
        for terms in TERMS
    ]
    drawn += [difference.difference_view(of, difference.EXACT, "j") for of in PLANS.values()]
    drawn += [
        difference.difference_view(of, tool, "j")
        for shape, of in PLANS.items()
        for tool in ("terraform", "cloudformation")
        if shape in WHOLE
    ]
    return [
        *drawn,
        loading_views.preview_loading("j"),
        loading_views.preview_working("j"),
        preview.text_view(NASTY * 200, "j", ("U0MENDER",)),
        preview.text_view("", "j"),
        *(outcome_view(one, NASTY, ("U0APPROVER",), provable=True, then=THEN) for one in replies()),
        *(outcome_view(one, "") for one in replies()),
        difference.text_view(NASTY, "j"),
        loading_views.difference_loading("j"),
        loading_views.ticket_loading("j"),
        loading_views.ticket_working("j"),
        loading_views.ticket_text_loading("j"),
        loading_views.log_loading("j"),
        log.text_view(NASTY, "j"),
        *(log.steps_view("j", actions(90, text)) for text in ("a", NASTY, FOX)),
        ticket.text_view(NASTY, "j"),
        *ticket_views(),
    ]


NEWS = (
    ticket.TicketNews("oi-1", "https://example.com/x?y=1", "team", "the key is disabled"),
    ticket.TicketNews(NASTY, "javascript:alert(1)|<!channel>", NASTY, ""),
)


SYSTEMS = (
    ticket_dialog.OfferedSystems({"opsitem": "OpsCenter"}, "opsitem"),
    ticket_dialog.OfferedSystems({"a": NASTY * 9, "b": "GitHub issues"}, "a", NASTY),
)


def ticket_views() -> list[Json]:
    """The dialog of a ticket, its text, and what comes of it."""
    full = ticket_dialog.Typed(FOX, "n" * ticket_dialog.LONGEST_NOTE, "low", FOX)
    long = [Section(f"s{n}", NASTY, FOX * 200) for n in range(30)]
    drafts = [draft(report) for report in REPORTS.values()]
    drafts += [replace(drafts[0], title=NASTY * 300, cause=NASTY * 9, sections=tuple(long))]
    asks = [
        ticket_dialog.ticket_view(shown, "j", "{}")
        for one in drafts
        for systems in SYSTEMS
        for shown in (
            ticket_dialog.TicketDialog(one, systems, "a.0"),
            ticket_dialog.TicketDialog(one, systems, "a.0", full, NASTY, again=True),
        )
    ]
    found = [
        ticket.open_view(news, "j", "{}", system=NASTY, at=NOW, by=by)
        for news, by in zip(NEWS, ("U1", ""), strict=True)
    ]
    done = [
        ticket.opened_view(news, "j", system=NASTY, already=already)
        for news in NEWS
        for already in (True, False)
    ]
    texts = [ticket.whole_view(one, "j") for one in drafts]
    return [*asks, *found, *done, *texts, ticket.whole_text_view(NASTY, "j")]


def messages() -> list[Message]:
    """Every message of changes, tickets and the log."""
    ask = ("U0MENDER", "S0MENDERS")
    changes = [change(of) for of in PLANS.values()]
    lines = [change_thread.line("m", "Somebody's edit", one, NASTY * 300) for one in changes]
    lines += [change_thread.reply("m", one, standing) for one in replies() for standing in STANDING]
    lines += [approval.reminder("m", one, Standing(ask, 1)) for one in changes]
    bare = [change_thread.decided("n", message.text, message.blocks) for message in lines]
    tickets = [
        ticket.line_message("m", line)
        for news in NEWS
        for line in (
            ticket.opened_line(NASTY, news, already=True),
            ticket.opened_line("", news, already=False),
            ticket.over_line(NASTY, "resolved", news),
        )
    ]
    odd = log.LogView(ACCOUNT, NASTY * 9, LogFilter(NASTY, NASTY, NOW))
    whole = log.LogView(ACCOUNT, "", LogFilter())
    logs = [log.log_page("l", odd, log_lines(text), older="x" * 400) for text in ("a", FOX)]
    logs += [log.log_page("l", whole, []), log.log_page("l", whole, [], first=False)]
    logs += [log.log_page("l", whole, log_lines(NASTY), first=False)]
    return [*lines, *bare, *tickets, *logs, *answers(), *lists()]


TICKET = OpenTicket("oi-33e0123456ab", "https://console.aws.amazon.com/x", NOW, "mina")
NASTY_TICKET = OpenTicket(NASTY * 9, f"https://{NASTY}", NOW, NASTY)


def answers() -> list[Message]:
    """Answers with rows of buttons, and with changes under way."""
    drawn = []
    for shape in REPORTS.values():
        topics = topics_of(shape)
        going = {topic: change(plan(), state=State.APPLYING) for topic in topics[::2]}
        for buttons in (
            FixButtons("a" * 32, topics, tickets=True),
            FixButtons("a" * 32, topics, going),
            FixButtons("a" * 32, topics, provable=True),
            FixButtons("a" * 32, topics, going, tickets=True),
            FixButtons("a" * 32, topics, fixes=False, tickets=True),
            FixButtons("a" * 32, topics, tickets=True, opened=dict.fromkeys(topics, TICKET)),
            FixButtons("a" * 32, topics, tickets=True, opened=dict.fromkeys(topics, NASTY_TICKET)),
        ):
            drawn.append(answer(shape, "j", "U1", buttons=buttons))
    return drawn


def lists() -> list[Message]:
    """Lists of budgets with their last verdicts."""
    names = [f"budget {n}" for n in range(20)]
    known = {
        name: KnownVerdict(shape.verdict, "key.policy-silent", NOW)
        for name, shape in zip(names, REPORTS.values(), strict=False)
    }
    return [name_list("j", ACCOUNT, names, verdicts=known, page=page) for page in range(2)]
