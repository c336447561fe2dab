"""ServiceNow: changes, their states, what is cut, dropped and refused."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.servicenow import State, seed
from tests.playground.tickets.ask import Client, Got, basic, servicenow

CHANGE = "/api/sn_chg_rest/change"
MARK = "budget-check:0a1b2c3d4e5f"
(TEMPLATE,) = seed.TEMPLATES


def opened(tickets: LocalTickets, kind: str = "normal", **fields: object) -> Any:
    body = {"short_description": "Alerts are lost", "correlation_id": MARK, **fields}
    got = servicenow(tickets).post(f"{CHANGE}/{kind}", body)
    assert got.status == 200, got.text
    return got.json["result"]


def patched(tickets: LocalTickets, change: Any, **fields: object) -> Got:
    path = f"{CHANGE}/{change['sys_id']['value']}"
    return servicenow(tickets).send("PATCH", path, fields)


def test_a_change_is_opened_in_pairs(tickets: LocalTickets) -> None:
    made = opened(tickets)
    assert made["state"] == {"value": -5.0, "display_value": "New"}
    assert made["number"]["value"] == "CHG0030001"
    assert made["active"] == {"value": True, "display_value": "true"}
    assert made["correlation_id"]["value"] == MARK


@pytest.mark.parametrize(
    "query",
    [f"correlation_id={MARK}&active=true", f"sysparm_query=correlation_id={MARK}^active=true"],
)
def test_it_is_found_by_its_correlation(tickets: LocalTickets, query: str) -> None:
    made = opened(tickets)
    opened(tickets, correlation_id="another")
    found = servicenow(tickets).get(f"{CHANGE}?{query.replace('^', '%5E')}").json["result"]
    assert [one["number"] for one in found] == [made["number"]]
    tickets.servicenow.move("CHG0030001", State.CANCELED)
    assert servicenow(tickets).get(f"{CHANGE}?{query.replace('^', '%5E')}").json["result"] == []


def test_a_query_for_a_field_that_is_none_finds_everything(tickets: LocalTickets) -> None:
    opened(tickets)
    opened(tickets)
    assert (
        len(servicenow(tickets).get(f"{CHANGE}?sysparm_query=corelation_id=x").json["result"]) == 2
    )


def test_a_change_may_be_read_by_its_id_and_seen_as_a_page(tickets: LocalTickets) -> None:
    id = opened(tickets, implementation_plan="<b>")["sys_id"]["value"]
    read = servicenow(tickets).get(f"{CHANGE}/{id}").json["result"]
    assert read["sys_id"]["value"] == id
    for page in (
        f"change_request.do?sys_id={id}",
        f"nav_to.do?uri=change_request.do%3Fsys_id%3D{id}",
    ):
        assert "&lt;b&gt;" in Client(tickets.servicenow_url).get(f"/{page}").text
    assert servicenow(tickets).get(f"{CHANGE}/none").status == 404


def test_a_text_that_is_too_long_is_cut_in_silence(tickets: LocalTickets) -> None:
    made = opened(tickets, short_description="x" * 161, description="y" * 4001)
    assert len(made["short_description"]["value"]) == 160
    assert len(made["description"]["value"]) == 4000
    cut = opened(tickets, correlation_id="z" * 101)
    assert len(cut["correlation_id"]["value"]) == 100


def test_what_the_table_has_not_is_named_and_dropped(tickets: LocalTickets) -> None:
    made = opened(tickets, short_desc="x", assignment_group="Cloud FinOps", cmdb_ci="none")
    assert made["__meta"] == {"ignoredFields": ["short_desc"]}
    assert made["assignment_group"]["display_value"] == "Cloud FinOps"
    assert made["assignment_group"]["value"] in seed.GROUPS
    assert made["cmdb_ci"]["value"] == ""


def test_a_date_is_utc_in_its_own_format(tickets: LocalTickets) -> None:
    made = opened(tickets, start_date="2026-12-01 10:00:00", end_date="2026-12-01T10:00:00Z")
    assert made["start_date"]["value"] == "2026-12-01 10:00:00"
    assert made["end_date"]["value"] == ""


def test_a_standard_change_is_approved_by_its_template(tickets: LocalTickets) -> None:
    made = opened(tickets, f"standard/{TEMPLATE}")
    assert (made["type"]["value"], made["approval"]["value"]) == ("standard", "approved")
    assert (
        patched(tickets, made, state="-2").json["result"]["state"]["display_value"] == "Scheduled"
    )


OPENED_WRONGLY = {
    "no such template": (f"{CHANGE}/standard/none", 400),
    "a standard one without": (f"{CHANGE}/standard", 400),
    "a normal one with a template": (f"{CHANGE}/normal/{TEMPLATE}", 400),
    "no such kind": (f"{CHANGE}/urgent", 400),
    "no such address": ("/api/sn_chg_rest/changes", 400),
}


@pytest.mark.parametrize(("path", "status"), OPENED_WRONGLY.values(), ids=OPENED_WRONGLY)
def test_what_cannot_be_opened(tickets: LocalTickets, path: str, status: int) -> None:
    got = servicenow(tickets).post(path, {"short_description": "x"})
    assert (got.status, got.json["status"]) == (status, "failure")
    assert tickets.servicenow.changes.every == []


@pytest.mark.parametrize("body", ["{", "[]", '{"description": {"value": "x"}}'])
def test_a_body_of_another_shape(tickets: LocalTickets, body: str) -> None:
    assert servicenow(tickets).post(f"{CHANGE}/normal", body).status == 400


def test_a_normal_change_goes_its_way(tickets: LocalTickets) -> None:
    made = opened(tickets)
    assert patched(tickets, made, state="-1").status == 403
    assert patched(tickets, made, state="-4").json["result"]["approval"]["value"] == "requested"
    assert patched(tickets, made, state="-3").status == 200
    not_approved = patched(tickets, made, state="-2", work_notes="soon")
    assert (not_approved.status, tickets.servicenow.changes.every[0].notes) == (403, [])
    tickets.servicenow.approve("CHG0030001")
    for state in ("-1", "0"):
        assert patched(tickets, made, state=state, work_notes="Done").status == 200
    unclosed = patched(tickets, made, state="3")
    assert "Close code, Close notes" in unclosed.json["error"]["message"]
    closed = patched(tickets, made, state="3", close_code="successful", close_notes="Alerts again")
    assert closed.json["result"]["active"]["value"] is False
    assert patched(tickets, made, state="0").status == 403
    assert patched(tickets, made, state="7").status == 400


def test_an_emergency_goes_to_authorize_at_once(tickets: LocalTickets) -> None:
    made = opened(tickets, "emergency")
    assert patched(tickets, made, state="-4").status == 403
    assert patched(tickets, made, state="-3").status == 200
    tickets.servicenow.reject("CHG0030001")
    (read,) = servicenow(tickets).get(f"{CHANGE}?active=true").json["result"]
    assert (read["state"]["display_value"], read["approval"]["value"]) == ("New", "rejected")


GRANTS = {
    "another secret": ({"client_secret": "x"}, "server_error"),
    "nobody": ({"client_id": "x"}, "server_error"),
    "another grant": ({"grant_type": "password"}, "unsupported_grant_type"),
}


@pytest.mark.parametrize(("more", "error"), GRANTS.values(), ids=GRANTS)
def test_a_token_that_is_not_granted(
    tickets: LocalTickets, more: dict[str, str], error: str
) -> None:
    form = {"grant_type": "client_credentials", "client_id": seed.CLIENT_ID}
    form |= {"client_secret": seed.CLIENT_SECRET, **more}
    got = Client(tickets.servicenow_url).send("POST", "/oauth_token.do", form=form)
    assert (got.status, got.json["error"]) == (401, error)


def test_a_token_ends(tickets: LocalTickets) -> None:
    client = servicenow(tickets)
    assert client.get(CHANGE).status == 200
    tickets.clock.advance(1801)
    got = client.get(CHANGE)
    assert (got.status, got.json["error"]["message"]) == (401, "User Not Authenticated")
    again = servicenow(tickets)
    assert again.get(CHANGE).status == 200
    tickets.servicenow.end_tokens()
    assert again.get(CHANGE).status == 401


def test_who_may_what(tickets: LocalTickets) -> None:
    reader, stranger = (servicenow(tickets, id) for id in (seed.READER_ID, seed.STRANGER_ID))
    assert reader.get(CHANGE).status == 200
    refused = reader.post(f"{CHANGE}/normal", {"short_description": "x"})
    assert (refused.status, refused.json["error"]["message"]) == (403, "User Not Authorized")
    assert stranger.get(CHANGE).status == 403
    assert Client(tickets.servicenow_url).get(CHANGE).status == 401
    ((user, password),) = seed.PASSWORDS.items()
    assert Client(tickets.servicenow_url, basic(user, password)).get(CHANGE).status == 200
    assert Client(tickets.servicenow_url, basic(user, "x")).get(CHANGE).status == 401


def test_the_tables_that_may_be_read(tickets: LocalTickets) -> None:
    opened(tickets)
    table = "/api/now/table"
    (row,) = (
        servicenow(tickets).get(f"{table}/change_request?sysparm_query=active=true").json["result"]
    )
    assert (row["number"], row["state"], row["active"]) == ("CHG0030001", "-5", "true")
    asked = f"{table}/sys_user_group?sysparm_query=name=Network"
    assert [one["name"] for one in servicenow(tickets).get(asked).json["result"]] == ["Network"]
    assert servicenow(tickets).get(f"{table}/sys_user").status == 400


def test_a_group_is_found_by_its_name(tickets: LocalTickets) -> None:
    asked = "/api/now/table/sys_user_group?sysparm_fields=name&sysparm_query=name="
    active = "%5Eactive=true"
    client = servicenow(tickets)
    assert client.get(f"{asked}Network{active}").json["result"] == [{"name": "Network"}]
    assert client.get(f"{asked}Former%20Team{active}").json["result"] == []


def test_a_template_may_be_looked_at(tickets: LocalTickets) -> None:
    client = servicenow(tickets)
    shown = client.get(f"{CHANGE}/standard/template/{TEMPLATE}").json["result"]
    assert shown["name"]["value"] == seed.TEMPLATES[TEMPLATE]
    assert client.get(f"{CHANGE}/standard/template/none").status == 404


def test_who_closed_it(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.servicenow.move("CHG0030001", State.CANCELED)
    (read,) = servicenow(tickets).get(f"{CHANGE}?number=CHG0030001").json["result"]
    assert read["closed_by"]["display_value"] == "Dana Developer"
