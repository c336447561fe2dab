"""Requests to the local ticket systems, as any client sends them."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from playground.tickets import LocalTickets
from playground.tickets.github import seed as github_seed
from playground.tickets.jira import seed as jira_seed
from playground.tickets.servicenow import seed as servicenow_seed
from tests.waiting import UNHURRIED


@dataclass(frozen=True)
class Got:
    """What came back; `json` is None where it is none."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        try:
            return json.loads(self.text)
        except ValueError:
            return None


@dataclass(frozen=True)
class Client:
    """Sends what it is told, with `headers` always."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        form: Mapping[str, str] | None = None,
        **headers: str,
    ) -> Got:
        """Raises what http.client raises where no whole answer comes."""
        address = urlsplit(self.base)
        connection = http.client.HTTPConnection(address.netloc, timeout=UNHURRIED)
        sent = {"User-Agent": "tests", **self.headers}
        data = None
        if form is not None:
            data, sent["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        elif body is not None:
            data = body if isinstance(body, str) else json.dumps(body)
            sent["Content-Type"] = "application/json"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, address.path + path, data, sent)
            answer = connection.getresponse()
            text = answer.read().decode()
            known = {name.lower(): value for name, value in answer.getheaders()}
            return Got(answer.status, known, text)
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Got:
        return self.send("GET", path, None, form=None, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Got:
        return self.send("POST", path, body, form=None, **headers)


def github(tickets: LocalTickets, token: str = github_seed.TOKEN) -> Client:
    """GitHub with a token, "" for none."""
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    signed = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(tickets.github_url, {**headers, **signed})


def jira(tickets: LocalTickets, token: str = jira_seed.TOKEN) -> Client:
    """Jira by api.atlassian.com."""
    base = f"{tickets.jira_url}/ex/jira/{jira_seed.CLOUD_ID}"
    return Client(base, basic(jira_seed.EMAIL, token))


def site(tickets: LocalTickets, token: str = jira_seed.CLASSIC_TOKEN) -> Client:
    """Jira by its site."""
    return Client(tickets.jira_url, basic(jira_seed.EMAIL, token))


def servicenow(tickets: LocalTickets, client: str = servicenow_seed.CLIENT_ID) -> Client:
    """ServiceNow with an access token of that client."""
    plain = Client(tickets.servicenow_url)
    asked = {"grant_type": "client_credentials", "client_id": client}
    asked["client_secret"] = servicenow_seed.CLIENT_SECRET
    got = plain.send("POST", "/oauth_token.do", form=asked)
    return Client(plain.base, {"Authorization": f"Bearer {got.json['access_token']}"})


def basic(name: str, password: str) -> dict[str, str]:
    coded = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {coded}"}
