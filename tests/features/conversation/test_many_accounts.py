"""Names in messages, with many accounts: known from the index, and read in the account it names."""

from __future__ import annotations

from playground.slack import seed as people
from tests.features.check.many import account_of, many
from tests.features.check.test_many_accounts import SOME, world
from tests.features.conversation.conftest import AT, alert, say, under, words
from tests.features.world import Mending

__all__ = ["world"]


def test_another_apps_alert_is_followed_up_where_the_index_says(world: Mending) -> None:
    reader = many(world, {7: ["tax"], 8: ["ec2"]}, SOME)
    post = say(world, "", people.OTHER_APP, blocks=alert("tax"))
    (answer,) = under(world, post)
    assert answer.text.startswith("❌ tax does not alert")
    assert set(reader.asked) == {account_of(7).id}


def test_a_name_that_no_budget_has_any_more_is_left_alone(world: Mending) -> None:
    reader = many(world, {7: ["tax"]}, SOME)
    key = {"pk": {"S": "name:tax"}, "sk": {"S": f"budget:{account_of(7).id}:tax"}}
    world.aws.client("dynamodb").delete_item(TableName="budget-check-verdicts", Key=key)
    assert under(world, say(world, "", people.OTHER_APP, blocks=alert("tax"))) == []
    assert reader.asked == [] and world.store.budget_names.all() == ()


def test_a_name_in_several_accounts_is_asked_about(world: Mending) -> None:
    reader = many(world, {7: ["tax"], 9: ["tax"]}, SOME)
    (asked,) = words(world, say(world, "", people.OTHER_APP, blocks=alert("tax")))
    assert '2 accounts have a budget "tax"' in asked and reader.asked == []


def test_a_mention_finds_the_name_that_a_message_holds(world: Mending) -> None:
    reader = many(world, {7: ["cost of all"], 8: ["tax"]}, SOME)
    first = say(world, "does anybody know why cost of all is silent?")
    say(world, AT, thread_ts=first.ts)
    told = " ".join(words(world, first))
    assert "cost of all does not alert" in told and "tax" not in told
    assert set(reader.asked) == {account_of(7).id}
