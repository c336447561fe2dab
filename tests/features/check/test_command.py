"""`/budget-check` end to end: what is typed, what is posted where."""

from __future__ import annotations

import pytest

from bot.core.model.read import Cause, ReadFailed
from playground.slack import seed
from tests.slack.conftest import World


def shown(world: World, text: str) -> str:
    """All that the last new message says."""
    return everything(world.command(text)[-1].blocks)


def everything(value: object) -> str:
    if isinstance(value, dict):
        own = str(value["text"]) if isinstance(value.get("text"), str) else ""
        return " ".join([own, *(everything(part) for part in value.values())])
    return " ".join(map(everything, value)) if isinstance(value, list | tuple) else ""


def test_an_exact_name_is_answered_in_the_channel(world: World) -> None:
    (answer,) = world.command("cost-all-services-manage")
    assert not answer.ephemeral
    assert answer.text.startswith("❌ cost-all-services-manage does not alert. The topic ")
    assert "alias/aws/sns" in everything(answer.blocks)
    assert answer.metadata["event_payload"] == {"check": world.seen[0].id}


def test_the_acknowledgement_says_nothing(world: World) -> None:
    (answer,) = world.command("tax")
    assert world.slack.messages() == [answer]


def test_nothing_typed_lists_the_budgets(world: World) -> None:
    (answer,) = world.command("")
    assert answer.ephemeral
    assert "Budgets in account 111111111111: 1 to 3 of 3" in everything(answer.blocks)


def test_part_of_a_name_lists_those_that_contain_it(world: World) -> None:
    says = shown(world, "COST")
    assert 'Budgets with "COST" in their name' in says
    assert "cost-ec2" in says and "tax" not in says


def test_a_name_that_nearly_fits_gets_the_nearest(world: World) -> None:
    says = shown(world, "cost-all-service-manage")
    assert "Did you mean one of these?" in says and "cost-all-services-manage" in says


def test_a_name_like_no_other_is_offered_the_list(world: World) -> None:
    (answer,) = world.command("zzz")
    assert "No name comes near it." in everything(answer.blocks)
    assert world.press(answer, "list.page") == []
    assert "1 to 3 of 3" in everything(world.messages()[-1].blocks)


def test_help_whatever_its_case(world: World) -> None:
    assert "alert still arrives" in shown(world, "HELP")


def test_help_although_the_names_cannot_be_read(world: World) -> None:
    world.aws.unlisted = ReadFailed("budgets:ViewBudget", "budgets", Cause.REFUSED)
    assert "alert still arrives" in shown(world, "help")


def test_a_budget_called_help_wins(world: World) -> None:
    world.aws.names.append("help")
    assert "help does not alert" in world.command("help")[-1].text


def test_quotes_force_a_name(world: World) -> None:
    assert 'There is no budget "help"' in shown(world, "“help”")


def test_log_says_that_nothing_is_logged_without_tables(world: World) -> None:
    assert "Nothing is logged here" in shown(world, "log")
    assert "Nothing is logged here" in shown(world, "log tax")


def test_the_right_account_is_accepted_and_another_named(world: World) -> None:
    assert world.command("tax account:111111111111")[-1].text.startswith("❌ tax does not alert")
    assert 'Only account 111111111111 is known here; "222222222222"' in shown(
        world, "tax account:222222222222"
    )


def test_words_that_make_no_sense_are_refused_with_a_sentence(world: World) -> None:
    assert "holds no colon" in shown(world, "a:b")


def test_an_unread_account_makes_the_answer_unknown(world: World) -> None:
    world.aws.account_id = ReadFailed("sts:GetCallerIdentity", "", Cause.EXPIRED, "ExpiredToken")
    answer = world.command("tax")[-1]
    assert "❓ tax: cannot tell" in answer.text and not answer.ephemeral
    assert "credentials have expired" in shown(world, "")


def test_an_unread_list_names_the_permission(world: World) -> None:
    world.aws.unlisted = ReadFailed("budgets:ViewBudget", "", Cause.REFUSED, "AccessDenied")
    assert "needs the permission budgets:ViewBudget" in shown(world, "")
    assert "needs the permission budgets:ViewBudget" in shown(world, "nearly")


def test_what_slack_escaped_comes_back_as_typed(world: World) -> None:
    world.aws.names.append("R&D <x>")
    assert world.command("R&D <x>")[-1].text.startswith("❌ R&amp;D &lt;x&gt; does not alert")


def test_where_the_bot_is_no_member_only_the_person_sees_it(world: World) -> None:
    for channel in (seed.PUBLIC_WITHOUT_BOT, seed.PRIVATE_WITHOUT_BOT):
        (answer,) = world.command("tax", channel)
        assert answer.ephemeral
        assert "/invite @budget-check to mend" in everything(answer.blocks)


def test_a_channel_that_takes_no_posts_is_named(world: World) -> None:
    world.slack.fail("chat.postMessage", "restricted_action")
    (answer,) = world.command("tax")
    assert answer.ephemeral
    assert "does not let budget-check post here (restricted_action)" in everything(answer.blocks)


def test_names_of_other_people_mention_and_format_nothing(world: World) -> None:
    name = "<!channel> <@U0MENDER> *x* `y` @here"
    world.aws.names.append(name)
    (answer,) = world.command(f'"{name}"')
    everyone = [m.target for m in answer.mentions if m.target != seed.MENDER]
    assert everyone == [] and name in everything(answer.blocks)
    mrkdwn = [t for t in texts(answer.blocks) if t["type"] == "mrkdwn"]
    assert all("*x*" not in t["text"] and t["verbatim"] for t in mrkdwn)


def texts(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        own = [value] if value.get("type") in {"mrkdwn", "plain_text"} else []
        return own + [t for part in value.values() for t in texts(part)]
    return [t for part in value for t in texts(part)] if isinstance(value, list | tuple) else []


TYPED = ["cost\u00a0all", "cost\u202fall", "\u200bcost all\ufeff", "cost  all", '"cost all\u00a0"']


@pytest.mark.parametrize("typed", TYPED)
def test_a_pasted_name_is_that_of_the_budget_that_reads_alike(world: World, typed: str) -> None:
    world.aws.names.append("cost all")
    (answer,) = world.command(typed)
    assert answer.text.startswith("❌ cost all does not alert") and not answer.ephemeral


def test_the_exact_name_wins_over_one_that_reads_alike(world: World) -> None:
    world.aws.names += ["cost all", "cost\u00a0all", "cost all\u00a0"]
    for name in world.aws.names[-3:]:
        assert world.command(f'"{name}"')[-1].text.startswith(f"❌ {name} does not alert")


def test_of_two_that_read_alike_the_person_chooses(world: World) -> None:
    world.aws.names += ["cost\u00a0all", "cost  all", "cost all the same"]
    (asked,) = world.command("cost all")
    says = everything(asked.blocks)
    assert asked.ephemeral and 'names of 2 budgets read as "cost all" and differ only' in says
    assert "cost\\u00a0all" in says and "cost \\u0020all" in says and "the same" not in says
    picks = [b for b in asked.blocks if "accessory" in b]
    block = next(b["block_id"] for b in picks if "u00a0" in str(b["text"]))
    world.press(asked, "budget.pick", block)
    assert world.messages()[-1].text.startswith("❌ cost\u00a0all does not alert")


def test_part_of_a_name_is_found_whatever_its_blanks(world: World) -> None:
    world.aws.names.append("monthly cost of all")
    assert "monthly cost of all" in shown(world, "monthly\u00a0cost")


def test_words_of_ours_are_read_whatever_stands_around_them(world: World) -> None:
    assert "alert still arrives" in shown(world, "\u200bhelp\u00a0")
    assert "Nothing is logged here" in shown(world, "log\u00a0tax")
    assert "1 to 3 of 3" in shown(world, "\u00a0\u200b")
    assert world.command("tax account:111111111111\u200b")[-1].text.startswith(
        "❌ tax does not alert"
    )
