"""Pull requests from Slack: offered, previewed, opened once, said in the thread."""

from __future__ import annotations

from typing import Any

import pytest

from playground.scenarios.load import find
from playground.slack import Message, View, seed
from tests.features.conftest import GRANT
from tests.features.pull_request.conftest import PATH, TERRAFORM, tag_key
from tests.features.pull_request.repository import LOST, Repository
from tests.features.world import Mending, buttons_of
from tests.features.world import text_of as parts_of

OPEN = "pull_request.open"
CAUSE = "the key's policy does not let AWS Budgets in"


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": ("opsitem",)}


def text_of(shown: Message | View) -> str:
    """Everything that it says, with single blanks."""
    return " ".join(parts_of(shown).split())


def styles(shown: Any) -> dict[str, str]:
    rows = [block for block in shown.blocks if block["type"] == "actions"]
    return {one["action_id"]: one.get("style", "") for row in rows for one in row["elements"]}


def test_it_is_offered_beside_the_fix_where_the_map_knows_the_place(mapped: Mending) -> None:
    answer = mapped.check(GRANT)
    shown = buttons_of(answer)
    assert shown.index("fix.allow-on-key") < shown.index(OPEN)
    assert styles(answer)["fix.allow-on-key"] == "primary" and styles(answer)[OPEN] == ""


def test_it_comes_first_and_alone_in_green_where_a_tool_keeps_the_policy(mapped: Mending) -> None:
    tag_key(mapped, "ManagedBy", "terraform")
    answer = mapped.check(GRANT)
    shown = buttons_of(answer)
    assert shown.index(OPEN) < shown.index("fix.allow-on-key")
    green = [action for action, style in styles(answer).items() if style == "primary"]
    assert green == [OPEN]


@pytest.mark.parametrize("different", [{"menders": ()}])
def test_where_nobody_may_mend_it_is_what_mends(mapped: Mending) -> None:
    answer = mapped.check(GRANT)
    assert styles(answer)[OPEN] == "primary"


def test_without_a_map_there_is_no_button(world: Mending) -> None:
    assert OPEN not in buttons_of(world.check(GRANT))


def test_it_is_looked_at_before_it_is_opened(mapped: Mending, repository: Repository) -> None:
    view = mapped.preview(mapped.check(GRANT), OPEN)
    said = text_of(view)
    assert f"adds a statement to {PATH}" in said and "acme/infra" in said
    assert "Nothing changes in AWS before it is merged and deployed" in said
    assert '+ sid = "BudgetCheckAllowBudgets"' in said
    assert "budget-check/" in said and "deploy acme/infra as you always do" in said
    assert view.body["submit"]["text"] == "Open the pull request" and repository.pulls == []
    ended = submitted(mapped, view)
    assert "acme/infra#1 is open, as a draft" in ended
    (pull,) = repository.pulls
    assert pull.proposal.path == PATH and pull.proposal.branch.startswith("budget-check/")
    assert removed(TERRAFORM, pull.proposal.text) == []
    assert mapped.thread()[-1].text == (
        f"🔀 mina opened the pull request acme/infra#1 for {find(GRANT).budget}: {CAUSE}"
    )
    assert mapped.records() == ["asked for a pull request", "opened a pull request"]


def submitted(world: Mending, view: View, user: str = seed.MENDER) -> str:
    """What the view says in the end."""
    world.submit(view, user=user)
    return text_of(view)


def removed(before: str, after: str) -> list[str]:
    """The lines that are not there any more."""
    return [line for line in before.splitlines() if line not in after.splitlines()]


def test_its_text_says_what_is_wrong_what_changes_and_how_to_prove_it(
    mapped: Mending, repository: Repository
) -> None:
    mapped.submit(mapped.preview(mapped.check(GRANT), OPEN))
    proposal = repository.pulls[0].proposal
    assert proposal.title == (
        f"Let AWS Budgets use the key of alert_topic_test, so that {find(GRANT).budget} alerts"
    )
    for part in (
        "key.policy-silent",
        "## What this changes",
        '"Sid": "BudgetCheckAllowBudgets"',
        "## What else it touches",
        "## Way back",
        "## How to prove it",
        "[The conversation in Slack](http",
    ):
        assert part in proposal.body, part


def test_one_that_is_open_stands_in_every_answer_about_its_fault(mapped: Mending) -> None:
    answer = mapped.check(GRANT)
    late = mapped.preview(answer, OPEN, seed.APPROVER)
    mapped.submit(mapped.preview(answer, OPEN))
    mapped.clock.pass_(seconds=5)
    mapped.tick()
    for one in (mapped.answers()[0], mapped.check(GRANT)):
        said = text_of(one)
        assert "🔀 acme/infra#1 waits for a review, opened by mina" in said
        assert OPEN not in buttons_of(one) and "Open pull request acme/infra#1" in said
    assert "is open already, opened by mina" in submitted(mapped, late, seed.APPROVER)
    assert "submit" not in late.body


def test_many_presses_at_once_open_one(mapped: Mending, repository: Repository) -> None:
    answer = mapped.check(GRANT)
    people = [seed.MENDER, seed.APPROVER, seed.NOBODY]
    views = [mapped.preview(answer, OPEN, user) for user in people for _ in range(4)]
    for view, user in zip(views, [u for u in people for _ in range(4)], strict=True):
        reply = mapped.slack.person(user).submit(view)
        assert reply.in_time and not reply.trouble
    mapped.settle()
    assert len(repository.pulls) == 1
    assert len([m for m in mapped.thread() if "opened the pull request" in m.text]) == 1
    assert all("is open" in text_of(view) for view in views)


def test_an_answer_that_was_lost_opens_no_second_one(
    mapped: Mending, repository: Repository
) -> None:
    view = mapped.preview(mapped.check(GRANT), OPEN)
    repository.loses = 1
    assert LOST in submitted(mapped, view)
    assert view.body["submit"]["text"] == "Try again"
    assert "is open, as a draft" in submitted(mapped, view)
    assert len(repository.pulls) == 1 and mapped.records()[-1] == "opened a pull request"
    assert "could not open a pull request" in mapped.records()


def test_a_file_that_changed_since_is_shown_anew(mapped: Mending, repository: Repository) -> None:
    view = mapped.preview(mapped.check(GRANT), OPEN)
    repository.push(PATH, TERRAFORM.replace(":root", ":role/admin"))
    said = submitted(mapped, view)
    assert "The file has changed since you looked at it" in said and repository.pulls == []
    assert "is open, as a draft" in submitted(mapped, view)
    assert ":role/admin" in repository.pulls[0].proposal.text


def test_another_change_of_the_file_is_in_nobodys_way(
    mapped: Mending, repository: Repository
) -> None:
    view = mapped.preview(mapped.check(GRANT), OPEN)
    repository.push(PATH, TERRAFORM.replace("# The alerts", "# All alerts"))
    assert "is open, as a draft" in submitted(mapped, view)
    assert repository.pulls[0].proposal.text.startswith("# All alerts")


def test_what_cannot_be_edited_is_said_with_the_text_and_a_ticket_instead(
    mapped: Mending, repository: Repository
) -> None:
    repository.push(
        PATH, TERRAFORM.replace("= data.aws_iam_policy_document.alerts_key.json", "= var.policy")
    )
    view = mapped.preview(mapped.check(GRANT), OPEN)
    said = text_of(view)
    assert "No pull request can be opened" in said and "Open a ticket instead" in said
    assert 'sid = "BudgetCheckAllowBudgets"' in said
    assert "submit" not in view.body
    ticket = mapped.preview(view, "ticket.open")
    assert ticket.body["submit"]["text"] == "Open the ticket"


def test_a_repository_that_cannot_be_read_is_said(mapped: Mending, repository: Repository) -> None:
    repository.down = True
    view = mapped.preview(mapped.check(GRANT), OPEN)
    assert LOST in text_of(view) and view.body["submit"]["text"] == "Try again"
    repository.down = False
    mapped.submit(view)
    assert view.body["submit"]["text"] == "Open the pull request", "it is looked at first"
    assert "is open, as a draft" in submitted(mapped, view)


def test_who_may_not_mend_may_still_open_one(mapped: Mending, repository: Repository) -> None:
    view = mapped.preview(mapped.check(GRANT), OPEN, seed.NOBODY)
    assert "is open, as a draft" in submitted(mapped, view, user=seed.NOBODY)
    assert len(repository.pulls) == 1


def test_one_submission_sent_many_times_opens_and_says_one(
    mapped: Mending, repository: Repository
) -> None:
    view: View = mapped.preview(mapped.check(GRANT), OPEN)
    person = mapped.slack.person(seed.MENDER)
    first = person.submit(view)
    for _ in range(3):
        mapped.settle()
        assert person.again(first).status == 200
    mapped.settle()
    assert len(repository.pulls) == 1
    assert len([m for m in mapped.thread() if "opened the pull request" in m.text]) == 1


def test_a_stale_button_opens_nothing(mapped: Mending, repository: Repository) -> None:
    answer = mapped.check(GRANT)
    mapped.clock.pass_(hours=25)
    assert "Check again" in text_of(mapped.preview(answer, OPEN))
    assert repository.proposed == 0


def test_the_preview_of_a_live_write_says_which_tool_undoes_it_and_what_lasts(
    mapped: Mending, repository: Repository
) -> None:
    tag_key(mapped, "ManagedBy", "terraform")
    view = mapped.preview(mapped.check(GRANT), "fix.allow-on-key")
    assert "Terraform keeps this policy" in text_of(view) and "acme/infra" in text_of(view)
    over = mapped.preview(view, OPEN)
    assert "is open, as a draft" in submitted(mapped, over)
    assert mapped.thread()[-1].text.startswith("🔀 mina opened the pull request acme/infra#1")
    assert len(repository.pulls) == 1


def test_the_preview_of_what_no_tool_keeps_offers_nothing_else(mapped: Mending) -> None:
    assert OPEN not in buttons_of(mapped.preview(mapped.check(GRANT), "fix.allow-on-key"))


def test_home_shows_it_with_what_waits_for_a_person(mapped: Mending) -> None:
    mapped.submit(mapped.preview(mapped.check(GRANT), OPEN))
    mapped.slack.person(seed.MENDER).open_home()
    mapped.settle()
    home = mapped.slack.home(seed.MENDER)
    assert home and f"acme/infra#1 for {find(GRANT).budget} waits for a review" in text_of(home)


def test_the_log_has_one_line_of_it(mapped: Mending) -> None:
    mapped.submit(mapped.preview(mapped.check(GRANT), OPEN))
    said = text_of(mapped.command("log"))
    assert "🔀" in said and "opened the pull request acme/infra#1" in said
    assert "asked for a pull request" not in said


def test_a_file_of_the_place_that_was_not_read_may_hold_the_policy(
    mapped: Mending, repository: Repository
) -> None:
    repository.unread = ("accounts/test/huge.tf", "accounts/test/package-lock.json")
    said = text_of(mapped.preview(mapped.check(GRANT), OPEN))
    assert "accounts/test/huge.tf could not be read" in said and "package-lock" not in said
    repository.unread = ("accounts/test/package-lock.json",)
    assert mapped.preview(mapped.check(GRANT), OPEN).body["submit"]["text"]
