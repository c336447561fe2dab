"""Another account, from a command in Slack to its key policy, through the roles of the template."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.deploy.members import HUB, PATH, Hub
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, mending, text_of

FIX = "fix.allow-on-key"
BUDGET = find(GRANT).budget


@pytest.fixture
def hub(embedded_aws: EmbeddedAws) -> Hub:
    return Hub(embedded_aws)


@contextmanager
def deployed(
    hub: Hub,
    opener: OpenAws,
    *,
    buttons: bool = True,
    role: str = "mend",
    name: str = GRANT,
    only_tagged: bool = False,
    **different: Any,
) -> Iterator[Mending]:
    """The scenarios' account as the member `prod` of a hub that acts by one of its roles."""
    tagged = str(only_tagged).lower()
    hub.deploy(ACCOUNT, AllowMending=str(buttons).lower(), AllowTickets="true", OnlyTagged=tagged)
    hub.entry("prod", ACCOUNT, buttons=buttons, **different)
    settings = {"accounts_parameter": PATH, "tickets": ("opsitem",), "allow_unencrypted": True}
    with mending(hub.aws, opener, [name], hub.role(role), **settings) as found:
        yield found


def own_budget(hub: Hub, name: str) -> None:
    hub.aws.client("budgets", account=HUB).create_budget(
        AccountId=HUB,
        Budget={
            "BudgetName": name,
            "BudgetLimit": {"Amount": "100", "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
        },
    )


@pytest.mark.parametrize("option", [" account:PROD", f" account:{ACCOUNT}", ""])
def test_a_budget_of_another_account_is_checked_and_mended(
    hub: Hub, opener: OpenAws, option: str
) -> None:
    with deployed(hub, opener) as world:
        assert not world.arrives(GRANT)
        answer = world.command(f"{BUDGET}{option}")
        assert "does not alert" in answer.text, answer.text
        assert "account prod " in text_of(answer), text_of(answer)
        said = world.submit(world.preview(answer, FIX))
        assert "Done" in said, said
        assert world.arrives(GRANT)
        world.press(world.thread()[-1], "change.undo")
        assert "applied" in world.records()


@pytest.mark.parametrize(
    ("name", "fix", "typed"),
    [
        ("aws-managed-key", "move-to-new-key", ""),
        ("aws-managed-key", "turn-off-encryption", "the auditors know"),
        ("key-pending-deletion", "enable-key", ""),
        ("topic-default-policy", "allow-on-topic", ""),
        ("subscription-raw-to-chatbot", "raw-delivery-off", ""),
        ("subscription-pending", "send-confirmation-again", ""),
        ("subscription-filtered-out", "remove-filter", ""),
    ],
)
def test_the_mend_role_lets_every_fix_through(
    hub: Hub, opener: OpenAws, name: str, fix: str, typed: str
) -> None:
    with deployed(hub, opener, name=name) as world:
        view = world.preview(world.check(name), f"fix.{fix}")
        said = world.submit(view, typed)
        assert "Done" in said, said


def test_only_what_is_tagged_is_written_where_the_stack_says_so(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener, only_tagged=True) as world:
        said = world.mend(GRANT, "allow-on-key")
        assert "kms:PutKeyPolicy" in said and "Done" not in said
        key = world.topic(GRANT)["KmsMasterKeyId"]
        kms = hub.aws.client("kms", find(GRANT).topics[0].region, ACCOUNT)
        arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
        kms.tag_resource(KeyId=arn, Tags=[{"TagKey": "budget-check", "TagValue": "mend"}])
        assert "Done" in world.mend(GRANT, "allow-on-key")


def test_an_account_without_a_mend_role_has_tickets_and_no_fix(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener, buttons=False) as world:
        answer = world.check(GRANT)
        assert "ticket.open" in buttons_of(answer) and FIX not in buttons_of(answer)
        said = world.submit(world.preview(answer, "ticket.open"))
        assert "is open in" in said, said


def test_a_mend_role_that_was_taken_away_is_said_in_the_preview(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener) as world:
        answer = world.check(GRANT)
        iam = hub.aws.client("iam", account=ACCOUNT)
        iam.delete_role_policy(RoleName="budget-check-prod-mend", PolicyName="mend")
        iam.delete_role(RoleName="budget-check-prod-mend")
        view = world.preview(answer, FIX)
        assert "trust policy" in text_of(view) and "budget-check-prod-mend" in text_of(view)


def test_the_role_of_the_check_worker_cannot_mend(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener, role="check") as world:
        answer = world.check(GRANT)
        assert "does not alert" in answer.text
        view = world.preview(answer, FIX)
        assert "trust policy" in text_of(view) and "Add the statement" not in text_of(view)


def test_a_wrong_external_id_is_refused_and_said(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener, external_id="another") as world:
        named = text_of(world.command(f"{BUDGET} account:prod"))
        assert (
            "cannot tell" in named
            and "sts:AssumeRole" in named
            and "budget-check-prod-read" in named
        )
        anywhere = text_of(world.command(BUDGET))
        assert "could not be looked at" in anywhere and f"prod ({ACCOUNT})" in anywhere


def test_a_name_in_several_accounts_is_asked_about(hub: Hub, opener: OpenAws) -> None:
    own_budget(hub, BUDGET)
    with deployed(hub, opener) as world:
        asked = world.command(BUDGET)
        assert asked.ephemeral and f"prod ({ACCOUNT})" in text_of(asked) and HUB in text_of(asked)
        picks = [b for b in asked.blocks if "accessory" in b]
        assert [b["accessory"]["action_id"] for b in picks] == ["budget.pick"] * 2
        prod = next(b["block_id"] for b in picks if "prod" in str(b["text"]))
        reply = world.slack.person(people.MENDER).press(asked, "budget.pick", block_id=prod)
        assert reply.in_time and not reply.trouble
        world.settle()
        (answer,) = world.answers()
        assert "does not alert" in answer.text and "account prod " in text_of(answer)


def test_what_could_not_be_looked_at_is_told_beside_the_answer(hub: Hub, opener: OpenAws) -> None:
    hub.entry("broken", "222222222222", buttons=False, read_role="nothing")
    with deployed(hub, opener) as world:
        world.command(BUDGET)
        assert "does not alert" in world.answers()[0].text
        (note,) = world.alone()
        assert '"broken"' in note and f"{PATH}/broken" in note and "no role" in note


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{BUDGET} account:prd", f"Did you mean prod ({ACCOUNT})?"),
        (f"{BUDGET} account:zzz", "none comes near it"),
        ("account:broken", f"the parameter {PATH}/broken"),
    ],
)
def test_an_account_that_is_none(hub: Hub, opener: OpenAws, text: str, says: str) -> None:
    hub.entry("broken", "222222222222", buttons=False, read_role="nothing")
    with deployed(hub, opener) as world:
        assert says in text_of(world.command(text))


def test_the_list_shows_every_account_or_one(hub: Hub, opener: OpenAws) -> None:
    own_budget(hub, "a budget of the hub")
    with deployed(hub, opener) as world:
        everything = text_of(world.command(""))
        assert "in 2 accounts" in everything and "in prod" in everything
        assert "a budget of the hub" in everything and f"in {HUB}" in everything
        narrowed = text_of(world.command("account:prod"))
        assert BUDGET in narrowed and "a budget of the hub" not in narrowed
        part = text_of(world.command("budget of"))
        assert "a budget of the hub" in part
        near = text_of(world.command("a budget of the hubb"))
        assert "Did you mean" in near and "a budget of the hub" in near


def test_the_log_is_one_accounts(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener) as world:
        asked = text_of(world.command("log"))
        assert "Which account's log" in asked and f"prod ({ACCOUNT})" in asked
        assert f"account {ACCOUNT}" in text_of(world.command("log account:prod"))
        assert "How to use" in world.command("help").text


def test_a_button_of_an_account_that_is_gone_checks_nothing(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener) as world:
        answer = world.check(GRANT)
        hub.aws.client("ssm", account=HUB).delete_parameter(Name=f"{PATH}/prod")
        world.forget_accounts()
        world.press(answer, "check.again")
        assert "is known here" in world.alone()[-1]


def test_a_pasted_name_is_looked_for_in_every_account(hub: Hub, opener: OpenAws) -> None:
    own_budget(hub, "cost all")
    with deployed(hub, opener) as world:
        answer = world.command("cost\u00a0all")
        assert "cost all: cannot tell" in answer.text and f"account {HUB}" in text_of(answer)
        assert world.command(f"{BUDGET}\u200b").text.startswith(f"❌ {BUDGET} does not alert")


def test_names_that_read_alike_in_several_accounts_are_asked_about(
    hub: Hub, opener: OpenAws
) -> None:
    own_budget(hub, f"{BUDGET}\u200b")
    own_budget(hub, f"{BUDGET}\u2060")
    with deployed(hub, opener) as world:
        assert world.command(BUDGET).text.startswith(f"❌ {BUDGET} does not alert"), (
            "the exact name wins"
        )
        asked = text_of(world.command(f"\ufeff{BUDGET}"))
        assert "The names of 3 budgets read as" in asked
        assert f"{BUDGET}\\u200b\nin {HUB}" in asked and f"in prod ({ACCOUNT})" in asked


def test_help_is_help_without_a_list_of_every_budget(hub: Hub, opener: OpenAws) -> None:
    with deployed(hub, opener) as world:
        world.aws.control.forget_calls()
        assert "How to use" in world.command("help").text
        assert world.aws.control.calls("budgets", "DescribeBudgets") == []
