"""Modals and App Home: trigger_ids, hashes, stacks."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.slack import LocalSlack, seed
from tests.playground.slack.shapes import home, modal, plain, question, refused, section


def opened(slack: LocalSlack, client: WebClient, **more: object) -> Any:
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    return client.views_open(trigger_id=trigger, view=modal(section(), **more))["view"]


def test_an_opened_view(slack: LocalSlack, client: WebClient) -> None:
    view = opened(slack, client, private_metadata="secret", callback_id="check.details")
    (there,) = slack.views(seed.MENDER)
    assert view["id"] == there.id == view["root_view_id"]
    assert view["hash"] == there.hash
    assert view["private_metadata"] == "secret"
    assert view["state"] == {"values": {}}


def test_a_trigger_works_once_and_for_three_seconds(
    as_in_slack: None, slack: LocalSlack, client: WebClient
) -> None:
    view = modal(section())
    used = slack.workspace.new_trigger(seed.MENDER).id
    late = slack.workspace.new_trigger(seed.MENDER).id
    client.views_open(trigger_id=used, view=view)
    assert refused(client.views_open, trigger_id=used, view=view)["error"] == (
        "exchanged_trigger_id"
    )
    slack.clock.advance(3.1)
    assert refused(client.views_open, trigger_id=late, view=view)["error"] == "expired_trigger_id"
    assert refused(client.views_open, trigger_id="1.2.3", view=view)["error"] == (
        "invalid_trigger_id"
    )


def test_a_bad_view_leaves_the_trigger_unused(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    bad = modal(section(), title=plain("x" * 25))
    answer = refused(client.views_open, trigger_id=trigger, view=bad)
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert client.views_open(trigger_id=trigger, view=modal(section()))["ok"]


def test_a_home_cannot_be_opened(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    answer = refused(client.views_open, trigger_id=trigger, view=home(section()))
    assert answer["error"] == "invalid_arguments"


def test_an_update_changes_the_hash(slack: LocalSlack, client: WebClient) -> None:
    view = opened(slack, client)
    first = client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("b")))
    assert first["view"]["hash"] != view["hash"]
    again = {"view_id": view["id"], "view": modal(section("c"))}
    assert refused(client.views_update, **again, hash=view["hash"])["error"] == "hash_conflict"
    assert client.views_update(**again)["ok"], "without a hash the last one wins"


def test_an_update_of_what_is_gone(slack: LocalSlack, client: WebClient) -> None:
    view = opened(slack, client)
    slack.views()[0].open = False
    answer = refused(client.views_update, view_id=view["id"], view=modal(section()))
    assert answer["error"] == "not_found"


def test_external_ids(slack: LocalSlack, client: WebClient) -> None:
    opened(slack, client, external_id="mine")
    assert client.views_update(external_id="mine", view=modal(section(), external_id="mine"))["ok"]
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    twice = {"trigger_id": trigger, "view": modal(section(), external_id="mine")}
    assert refused(client.views_open, **twice)["error"] == "duplicate_external_id"


@pytest.mark.parametrize("ids", [{}, {"view_id": "V1", "external_id": "e"}])
def test_an_update_names_one_view(client: WebClient, ids: dict[str, str]) -> None:
    said = {"view": modal(section()), **ids}
    answer = refused(client.api_call, api_method="views.update", json=said)
    assert answer["error"] == "invalid_arguments"


def test_three_on_a_stack(slack: LocalSlack, client: WebClient) -> None:
    view = opened(slack, client)
    root = view["id"]
    for _ in range(2):
        trigger = slack.workspace.new_trigger(seed.MENDER, view["id"]).id
        view = client.views_push(trigger_id=trigger, view=modal(section()))["view"]
    assert view["root_view_id"] == root
    assert view["previous_view_id"] != root
    trigger = slack.workspace.new_trigger(seed.MENDER, view["id"]).id
    answer = refused(client.views_push, trigger_id=trigger, view=modal(section()))
    assert answer["error"] == "push_limit_reached"


def test_a_push_needs_a_modal_below(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    answer = refused(client.views_push, trigger_id=trigger, view=modal(section()))
    assert answer["error"] == "invalid_trigger_id"


def test_home(slack: LocalSlack, client: WebClient) -> None:
    first: Any = client.views_publish(user_id=seed.MENDER, view=home(section("a")))["view"]
    client.views_publish(user_id=seed.MENDER, view=home(section("b")), hash=first["hash"])
    there = slack.home(seed.MENDER)
    assert there is not None
    assert there.id == first["id"]
    assert there.blocks[0]["text"]["text"] == "b"
    stale = {"user_id": seed.MENDER, "view": home(section("c")), "hash": first["hash"]}
    assert refused(client.views_publish, **stale)["error"] == "hash_conflict"
    nobody = refused(client.views_publish, user_id="U404", view=home(section()))
    assert nobody["error"] == "user_not_found"


def test_a_view_of_250_kb(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    big = modal(*[section("x" * 2900)] * 90)
    answer = refused(client.views_open, trigger_id=trigger, view=big)
    assert answer["error"] == "view_too_large"


def test_initial_values_are_state(slack: LocalSlack, client: WebClient) -> None:
    asked = question({"type": "plain_text_input", "action_id": "answer", "initial_value": "x"})
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    view: Any = client.views_open(trigger_id=trigger, view=modal(asked, submit=plain()))["view"]
    held = {"type": "plain_text_input", "value": "x"}
    assert view["state"]["values"] == {"question": {"answer": held}}
