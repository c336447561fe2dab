"""Somebody takes out of a key policy what lets AWS Budgets in."""

from __future__ import annotations

import json
from typing import Any

from playground.page.actions import Event
from playground.page.actions._paths import no_topic, topics
from playground.page.keys import key
from playground.page.persona import DANA
from playground.page.session import Session
from playground.page.topics import region_of
from playground.slack.shapes import JsonObject

BUDGETS = "budgets.amazonaws.com"


def _keys(session: Session, budget: str) -> list[JsonObject]:
    named = dict.fromkeys((one.key, one.region) for one in topics(session, budget) if one.key)
    return [key(session, *one) for one in named]


def _why_not(session: Session, budget: str) -> str:
    found = topics(session, budget)
    if not any(one.key for one in found):
        return no_topic(found) or "The topic is not encrypted: there is no key policy to edit."
    keys = _keys(session, budget)
    if any(tidied(one["policy"]) for one in keys if one["editable"]):
        return ""
    if any(one["editable"] for one in keys):
        return "No statement of the key policy names AWS Budgets."
    if any(one["manager"] == "AWS" for one in keys):
        return "The key is managed by AWS: nobody can edit its policy."
    return f"The key policy cannot be read ({keys[0]['error']})."


def tidied(policy: str) -> str:
    """The policy without what lets AWS Budgets in; "" where nothing names it, or nothing is left.

    A statement for several services stays, for the others.
    """
    document = json.loads(policy)
    given = document.get("Statement", [])
    statements = given if isinstance(given, list) else [given]
    kept = [left for one in statements if (left := _without(one))]
    if kept == statements or not kept:
        return ""
    return json.dumps({**document, "Statement": kept}, indent=2)


def _without(statement: dict[str, Any]) -> dict[str, Any] | None:
    given = statement.get("Principal")
    principal = given if isinstance(given, dict) else {}
    services = principal.get("Service", [])
    listed = services if isinstance(services, list) else [services]
    if statement.get("Effect") != "Allow" or BUDGETS not in listed:
        return statement
    others = [one for one in listed if one != BUDGETS]
    return {**statement, "Principal": {**principal, "Service": others}} if others else None


def _act(session: Session, budget: str) -> str:
    one = next(k for k in _keys(session, budget) if k["editable"] and tidied(k["policy"]))
    session.aws.client("kms", region_of(one["arn"]), DANA).put_key_policy(
        KeyId=one["arn"], PolicyName="default", Policy=tidied(one["policy"])
    )
    name = one["alias"] or one["arn"]
    return f"{DANA.session} has taken the statement for AWS Budgets out of the policy of {name}."


EVENT = Event(
    id="key-policy-edited",
    title="Somebody tidies the key policy",
    says="A developer takes the statement that lets AWS Budgets in out of the key policy.",
    place=2,
    act=_act,
    why_not=_why_not,
)
