"""Lists over several accounts."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.findings import Status
from bot.slack.render.accounts import (
    Entry,
    entries_list,
    which_account,
    which_budget,
    whose_log,
)
from bot.slack.render.message import MOST_BLOCKS
from bot.slack.render.names import PAGE, KnownVerdict
from playground.slack.blocks import check_blocks
from tests.features.check.test_command import everything

ENTRIES = [Entry(f"{n:012}", f"acct-{n}", f"budget {n}") for n in range(40)]


def test_of_thousands_of_accounts_some_are_shown_and_all_counted() -> None:
    accounts = [(f"{n:012}", f"team-{n}") for n in range(10_000)]
    message = whose_log("j", accounts, "")
    shown = sum("accessory" in one for one in message.blocks)
    assert f"… and {10_000 - shown} more: name one with account:." in str(message.blocks[-1])
    assert shown > 30


def test_a_page_names_the_account_of_each_budget() -> None:
    seen = {
        ENTRIES[15]: KnownVerdict(Status.BROKEN, "key.disabled", datetime(2026, 11, 1, tzinfo=UTC))
    }
    found = entries_list("id", ENTRIES, 1, accounts=40, verdicts=seen, note="one is missing")
    text = everything(found.blocks)
    assert found.text == "Budgets in 40 accounts: 16 to 30 of 40"
    assert "budget 15\nin acct-15 " in text
    assert "❌ does not alert: the key is disabled. Checked <!date^1793491200^" in text
    assert "budget 16\nin acct-16 " in text and "not checked yet" in text
    assert "one is missing" in text and "Page 2 of 3" in text


def test_a_page_that_is_gone_is_the_last_one() -> None:
    assert "31 to 40 of 40" in entries_list("id", ENTRIES, 9, accounts=40).text
    assert "none" in entries_list("id", [], 0, accounts=2, part="x").text


def test_many_accounts_fit_into_a_message() -> None:
    hundred = [Entry(f"{n:012}", "a" * 64 + f" ({n:012})", "n" * 100) for n in range(100)]
    which = which_account("id", hundred, "note " * 500)
    alike = which_budget("id", "n", hundred, "note " * 500)
    whose = whose_log("id", [(one.account, one.called) for one in hundred], "b")
    for found in (which, alike, whose):
        assert len(found.blocks) <= MOST_BLOCKS
        assert "more: name one with account:" in everything(found.blocks)
        assert check_blocks(list(found.blocks)) == []
    assert len(which.blocks) > PAGE
