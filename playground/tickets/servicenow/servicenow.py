"""From a request to ServiceNow's answer: token, role, call."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from playground.tickets.clock import Clock
from playground.tickets.servicenow import pages, rules, schemas, seed
from playground.tickets.servicenow.changes import Changes, shown
from playground.tickets.servicenow.errors import (
    not_found,
    oauth,
    refused,
    unauthenticated,
    unauthorized,
)
from playground.tickets.servicenow.fields import flat
from playground.tickets.servicenow.model import Approval, Change, Client, State, Token
from playground.tickets.wire import Answer, BrokenAnswerError, JsonObject, RefusedError, Request

TOKEN_SECONDS = 1800
_CHANGE = re.compile(r"/api/sn_chg_rest(?:/v1)?/change(?:/(?P<rest>.+))?")
_TABLE = re.compile(r"/api/now(?:/v[12])?/table/(?P<table>\w+)")
_OPEN = re.compile(r"(?P<kind>normal|emergency|standard)(?:/(?P<template>[^/]+))?")


class ServiceNow:
    """The instance at `url`. `changes.every` is what was opened."""

    def __init__(self, clock: Clock) -> None:
        self.url = ""
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """As at the start: no change, no token."""
        self.changes = Changes(self._clock)
        self._tokens: dict[str, Token] = {}

    def answer(self, request: Request) -> Answer:
        """Its answer, refusals too."""
        try:
            return self._answer(request)
        except RefusedError as refused:
            return refused.answer

    def move(self, number: str, state: State) -> Change:
        """Dana takes a change into a state, whatever comes before it. KeyError."""
        change = self._named(number)
        change.state = state
        change.closed_by = "" if change.active else seed.DANA
        if state in {State.ASSESS, State.AUTHORIZE}:
            change.approval = Approval.REQUESTED
        elif state not in {State.NEW, State.CANCELED}:
            change.approval = Approval.APPROVED
        return change

    def approve(self, number: str) -> Change:
        """Whoever must approves a change: it is scheduled. KeyError."""
        change = self._named(number)
        rules.approve(change)
        return change

    def reject(self, number: str) -> Change:
        """Somebody rejects it. KeyError."""
        change = self._named(number)
        rules.reject(change)
        return change

    def end_tokens(self) -> None:
        """Every access token ends now; a client may ask for another."""
        self._tokens.clear()

    def _named(self, number: str) -> Change:
        for change in self.changes.every:
            if number in {change.number, change.sys_id}:
                return change
        raise KeyError(number)

    def _answer(self, request: Request) -> Answer:
        if (request.method, request.path) == ("POST", "/oauth_token.do"):
            return self._grant(request)
        if request.path in {"/change_request.do", "/nav_to.do"}:
            return self._page(request)
        client = self._client(request)
        if found := _CHANGE.fullmatch(request.path):
            return self._change(request, client, found["rest"] or "")
        if found := _TABLE.fullmatch(request.path):
            return self._table(request, client, found["table"])
        raise refused(400, "Requested URI does not represent any resource", request.path)

    def _change(self, request: Request, client: Client, rest: str) -> Answer:
        match request.method:
            case "GET":
                _needs(client.reads)
                return self._read(request, rest)
            case "POST":
                _needs(client.writes and not request.read_only)
                return self._opened(request, client, rest)
            case "PATCH":
                _needs(client.writes and not request.read_only)
                updated = self.changes.update(rest, _fields(request), client.user)
                return _result("change", updated)
            case _:
                raise refused(405, "Method Not Allowed")

    def _read(self, request: Request, rest: str) -> Answer:
        if not rest:
            return _result("changes", shown(self.changes.asked(request.query)))
        if found := re.fullmatch(r"standard/template/(\w+)", rest):
            return _result("template", _template(found[1]))
        return _result("change", shown([self.changes.find(rest)])[0])

    def _opened(self, request: Request, client: Client, rest: str) -> Answer:
        found = _OPEN.fullmatch(rest or request.query.get("type", ""))
        if not found or (found["kind"] == "standard") != bool(found["template"]):
            raise refused(400, "Requested URI does not represent any resource", request.path)
        body = _fields(request)
        opened = self.changes.open(found["kind"], body, client.user, found["template"] or "")
        return _result("change", opened)

    def _table(self, request: Request, client: Client, table: str) -> Answer:
        """Reading alone: the changes, and the groups by which a doctor finds one."""
        _needs(client.reads)
        if request.method != "GET":
            raise refused(405, "Method Not Allowed")
        rows: list[JsonObject]
        if table == "change_request":
            rows = [dict(flat(one)) for one in self.changes.asked(request.query)]
        elif table == "sys_user_group":
            rows = _groups(request.query.get("sysparm_query", ""))
        else:
            raise refused(400, f"Invalid table {table}")
        return _result("rows", _chosen(rows, request.query.get("sysparm_fields", "")))

    def _grant(self, request: Request) -> Answer:
        form = request.form()
        if form.get("grant_type") != "client_credentials":
            raise oauth("unsupported_grant_type", "grant_type must be client_credentials")
        known = {client.id: client for client in seed.CLIENTS}
        client = known.get(form.get("client_id", ""))
        if client is None or client.secret != form.get("client_secret"):
            raise oauth("server_error", "access_denied")
        value = f"snow-{client.id}-{len(self._tokens) + 1}-{self._clock.seconds():.0f}"
        self._tokens[value] = Token(client, self._clock.seconds() + TOKEN_SECONDS)
        body = {
            "access_token": value,
            "scope": "useraccount",
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS - 1,
        }
        return Answer(200, _checked("token", body))

    def _client(self, request: Request) -> Client:
        """Who asks. Raises RefusedError."""
        user, password = request.basic()
        if user and seed.PASSWORDS.get(user) == password and not request.ended:
            return seed.CLIENTS[0]
        token = self._tokens.get(request.bearer())
        if token is None or request.ended or token.ends <= self._clock.seconds():
            raise unauthenticated()
        return token.client

    def _page(self, request: Request) -> Answer:
        """A change as a page, by the addresses that people open."""
        query = dict(request.query)
        if request.path == "/nav_to.do":
            query = dict(parse_qsl(urlsplit(query.get("uri", "")).query))
        return Answer(200, pages.change(self.changes.find(query.get("sys_id", ""))))


def _template(sys_id: str) -> JsonObject:
    """A published template, in pairs."""
    if sys_id not in seed.TEMPLATES:
        raise not_found()
    known = {"sys_id": sys_id, "name": seed.TEMPLATES[sys_id], "active": "true"}
    return {name: {"value": value, "display_value": value} for name, value in known.items()}


def _groups(query: str) -> list[JsonObject]:
    wanted = dict(one.partition("=")[::2] for one in query.split("^") if one)
    every = [
        {"sys_id": sys_id, "name": name, "active": str(name != seed.INACTIVE_GROUP).lower()}
        for sys_id, name in seed.GROUPS.items()
    ]
    return [one for one in every if all(one.get(k, v) == v for k, v in wanted.items())]


def _chosen(rows: list[JsonObject], fields: str) -> list[JsonObject]:
    """The fields that `sysparm_fields` names, all of them for none."""
    names = [name for name in fields.split(",") if name]
    return [{n: v for n, v in row.items() if n in names} for row in rows] if names else rows


def _needs(right: bool) -> None:
    if not right:
        raise unauthorized()


def _fields(request: Request) -> JsonObject:
    """The body: plain fields with plain values. Raises RefusedError."""
    try:
        body = request.json() if request.body else {}
    except ValueError:
        raise refused(
            400, "Exception while reading request", "The body is not valid JSON"
        ) from None
    if not schemas.are_fields(body):
        raise refused(400, "Exception while reading request", "Fields must have plain values")
    return dict(body)


def _result(kind: str, result: object) -> Answer:
    return Answer(200, _checked(kind, {"result": result}))


def _checked(kind: str, body: object) -> object:
    """Raises BrokenAnswerError."""
    if wrong := schemas.wrong_with_answer(kind, body):
        raise BrokenAnswerError(f"{kind}: {wrong}")
    return body
