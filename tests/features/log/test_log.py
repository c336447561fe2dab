"""`/budget-check log`, the list with verdicts, and the help once the tables are there."""

from __future__ import annotations

import csv
import io

from bot.core.change.log_record import LogRecord
from playground.scenarios.load import find
from playground.slack import Message
from tests.features.conftest import GRANT
from tests.features.home.world import ACCOUNT
from tests.features.world import Mending, buttons_of, text_of


def log(world: Mending, text: str = "log") -> Message:
    return world.command(text)


def test_it_is_empty_at_first(world: Mending) -> None:
    shown = log(world)
    assert shown.ephemeral and "Nothing has been done" in text_of(shown)
    assert buttons_of(shown) == []


def test_a_change_and_its_undo_are_a_line_each(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    applied = text_of(log(world))
    assert "✅ <@U0MENDER> let AWS Budgets use the key" in applied
    assert "(cost-all-services-test) · 1 write · verified · <" in applied
    world.submit(world.preview(world.thread()[-1], "change.undo"))
    shown = log(world, "log cost-all-services-test")
    undone, first = (text_of(shown).partition("✅")[2]).split("↩️")
    assert "undid “let AWS Budgets use the key" in undone and "verified" in undone
    assert "undone since" in first and "(cost-all-" not in first
    assert beside(shown) == ["log.steps", "log.steps"]
    assert shown.ephemeral and "<@U0MENDER>" in undone


def test_it_is_undone_from_the_log(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    shown = log(world)
    assert beside(shown) == ["log.steps", "change.undo"]
    assert "Undone" in world.submit(world.preview(shown, "change.undo"))


def test_the_steps_are_in_a_view(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    steps = text_of(world.preview(log(world), "log.steps"))
    assert "proposed" in steps and "intends to write" in steps and "kms:PutKeyPolicy" in steps
    assert steps.index("began") < steps.index("applied")


def test_it_is_paged_newest_first(world: Mending) -> None:
    for n in range(12):
        refused(world, f"r{n:02}", "U0OTHER" if n % 2 else "U0MENDER")
    shown = log(world)
    assert "r11" in text_of(shown) and "r02" in text_of(shown) and "r01" not in text_of(shown)
    assert buttons_of(shown) == ["log.page"]
    first = text_of(shown)
    world.press(shown, "log.page")
    assert "r01" in text_of(shown) and "r02" not in text_of(shown)
    assert buttons_of(shown) == ["log.page.first"]
    world.press(shown, "log.page.first")
    assert text_of(shown) == first
    assert len([m for m in world.messages() if m.ephemeral]) == 1


def test_a_change_is_shown_on_one_page_alone(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    for n in range(10):
        refused(world, f"r{n:02}", "U0MENDER")
    shown = log(world)
    assert "let AWS Budgets" not in text_of(shown)
    world.press(shown, "log.page")
    assert text_of(shown).count("let AWS Budgets") == 1


def beside(shown: Message) -> list[str]:
    """The action ids of what stands beside the lines."""
    found = [block["accessory"] for block in shown.blocks if "accessory" in block]
    options = [one.get("options", [one]) for one in found]
    return [
        str(o.get("action_id") or o["value"]).partition(" ")[0] for each in options for o in each
    ]


def sent(world: Mending) -> tuple[str, str]:
    """The newest file of the mender's direct message."""
    room = world.slack.workspace.direct_message("U0MENDER").id
    files = [file for one in world.slack.messages(room) for file in one.files]
    return str(files[-1]["name"]), str(files[-1]["content"])


def refused(world: Mending, why: str, who: str) -> None:
    record = LogRecord(f"REFUSED.{why}", world.clock(), who, "refused", ACCOUNT, "team", why=why)
    assert world.store.log.put(record)


def test_it_is_narrowed_to_a_person(world: Mending) -> None:
    refused(world, "mine", "U0MENDER")
    refused(world, "theirs", "U0APPROVER")
    for typed in ("@mina", "@Mina", "@U0MENDER", "<@U0MENDER|mina>"):
        text = text_of(log(world, f"log {typed}"))
        assert "mine" in text and "theirs" not in text
    assert "Nothing has been done" in text_of(log(world, "log @nobody"))


def test_it_is_narrowed_to_a_day(world: Mending) -> None:
    refused(world, "now", "U0MENDER")
    assert "now" in text_of(log(world, "log since:today"))
    world.clock.pass_(days=2)
    assert "Nothing has been done" in text_of(log(world, "log since:yesterday"))
    assert "is no day" in text_of(log(world, "log since:soon"))


def test_it_is_sent_as_a_file(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    refused(world, "=cmd()", "U0MENDER")
    said = text_of(log(world, "log csv"))
    assert "The log is in your messages" in said
    name, content = sent(world)
    assert name.startswith(f"log-{ACCOUNT}-") and "kms:PutKeyPolicy" in content
    assert "'=cmd()" in content
    assert len(list(csv.reader(io.StringIO(content)))) == len(world.records()) + 1
    said = text_of(log(world, "log csv @nobody"))
    assert "0 records" in said


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
    broken = "❌ does not alert: the key's policy does not let AWS Budgets in. Checked <!date^"
    assert broken in text_of(world.command(""))
    world.mend(GRANT, "allow-on-key")
    assert "✅ alerts. Checked <!date^" in text_of(world.command(""))


def test_the_list_stands_without_verdicts(world: Mending) -> None:
    world.aws.fault("dynamodb", "Query", code="AccessDeniedException", message="no", status=400)
    shown = world.command("")
    world.aws.control.forget_faults()
    assert "cost-all-services-test" in text_of(shown) and "checked" not in text_of(shown)


def test_help_lists_it(world: Mending) -> None:
    assert "log NAME" in text_of(world.command("help"))


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
    assert "verified" in text_of(shown) and name in text_of(shown)


def test_what_is_broken_is_a_list_of_its_own(world: Mending) -> None:
    assert "none" in text_of(world.command("broken"))
    world.check(GRANT)
    shown = text_of(world.command("broken"))
    assert "Budgets that do not alert in account 111111111111: 1 to 1 of 1" in shown
    assert "none" in text_of(world.command("at-risk"))


def test_the_worst_comes_first(world: Mending) -> None:
    world.check(GRANT)
    rows = [block for block in world.command("").blocks if "accessory" in block]
    assert find(GRANT).budget in str(rows[0])


def test_an_answers_menu_leads_to_its_budgets_log(world: Mending) -> None:
    answer = world.check(GRANT)
    stands = answer.text
    world.mend(GRANT, "allow-on-key")
    world.press(answer, "log.open")
    shown = world.messages()[-1]
    assert shown.ephemeral and "verified" in text_of(shown) and find(GRANT).budget in text_of(shown)
    assert not answer.deleted and answer.text.split()[1] == stands.split()[1]
