"""`/budget-check log`, the list with verdicts, and the help once the tables are there."""

from __future__ import annotations

from playground.scenarios.load import find
from playground.slack import Message
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of


def log(world: Mending, text: str = "log") -> Message:
    return world.command(text)


def test_it_is_empty_at_first(world: Mending) -> None:
    shown = log(world)
    assert shown.ephemeral and "Nothing has been done" in text_of(shown)
    assert buttons_of(shown) == []


def test_it_is_paged_newest_first(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    world.submit(world.preview(world.thread()[-1], "change.undo"))
    shown = log(world, "log cost-all-services-test")
    assert text_of(shown).index("applied") < text_of(shown).index("began")
    assert buttons_of(shown) == ["log.page"]
    first = text_of(shown)
    world.press(shown, "log.page")
    assert "proposed" in text_of(shown) and text_of(shown) != first
    assert buttons_of(shown) == ["log.page.first"]
    world.press(shown, "log.page.first")
    assert text_of(shown) == first
    assert len([m for m in world.messages() if m.ephemeral]) == 1


def test_it_names_people_for_the_eyes_of_who_asks(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    shown = log(world)
    assert "by <@U0MENDER>" in text_of(shown)
    assert shown.ephemeral


def test_another_budgets_log_is_its_own(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    assert "Nothing has been done" in text_of(log(world, 'log "another budget"'))


def test_tables_out_of_reach_are_said(world: Mending) -> None:
    world.aws.fault("dynamodb", "Query", code="AccessDeniedException", message="no", status=400)
    shown = log(world)
    world.aws.control.forget_faults()
    assert "The table budget-check-log is closed" in text_of(shown)


def test_the_list_shows_each_last_verdict(world: Mending) -> None:
    assert "not checked yet" in text_of(world.command(""))
    world.check(GRANT)
    assert "❌ BROKEN (key.policy-silent), checked" in text_of(world.command(""))
    world.mend(GRANT, "allow-on-key")
    assert "✅ OK, checked" in text_of(world.command(""))


def test_the_list_stands_without_verdicts(world: Mending) -> None:
    world.aws.fault("dynamodb", "GetItem", code="AccessDeniedException", message="no", status=400)
    shown = world.command("")
    world.aws.control.forget_faults()
    assert "cost-all-services-test" in text_of(shown) and "checked" not in text_of(shown)


def test_help_lists_it(world: Mending) -> None:
    assert "`/budget-check log`" in text_of(world.command("help"))


def test_a_commands_own_url_is_never_asked_to_replace(world: Mending) -> None:
    """Under a command there is nothing to replace: Slack would post one message more."""
    for text in ("", "help", "log", "cost", "no such budget", "cost-all-services-test"):
        world.command(text)
    uses = world.slack.calls("response_url")
    assert uses and all(use.args["replace_original"] is False for use in uses)


def test_a_pasted_name_is_that_of_the_budget_that_reads_alike(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    name = find(GRANT).budget
    shown = log(world, f"log \u200b{name}\u00a0")
    assert "applied" in text_of(shown) and name in text_of(shown)
