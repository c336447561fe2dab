"""Requests and statements of a fictional account, for the tests of the evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.core.policy import Decision, Request, evaluate

ACCOUNT = "111111111111"
TOPIC = f"arn:aws:sns:ap-northeast-1:{ACCOUNT}:dev_cost_alert_topic"
KEY = f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:key/1b2c3d4e-0000-4000-8000-000000000000"
BUDGET = f"arn:aws:budgets::{ACCOUNT}:budget/cost-all-services-manage"
BUDGETS = "budgets.amazonaws.com"

Json = dict[str, object]
Context = Mapping[str, str | list[str] | tuple[str, ...]]

CONTEXT: Context = {
    "aws:SourceAccount": ACCOUNT,
    "aws:SourceArn": BUDGET,
    "aws:PrincipalIsAWSService": "true",
    "aws:PrincipalServiceName": BUDGETS,
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
}


def request(
    action: str = "sns:Publish",
    resource: str = TOPIC,
    *,
    context: Context | None = None,
    unknown: tuple[str, ...] = (),
    service: str = BUDGETS,
    **more: str | list[str],
) -> Request:
    """Budgets' publish; `more` adds keys, written with __ for the colon."""
    held = dict(CONTEXT if context is None else context)
    held.update({key.replace("__", ":"): value for key, value in more.items()})
    return Request(service, action, resource, held, unknown)


def key_request(action: str = "kms:Decrypt", **more: str | list[str]) -> Request:
    """Budgets' call of the topic's key."""
    held = {key.replace("__", ":"): value for key, value in more.items()}
    return request(action, KEY, context={**CONTEXT, **held})


def allow(condition: object = None, **elements: object) -> Json:
    """AWS's statement for Budgets; elements replace its own, None takes one out."""
    statement: Json = {
        "Effect": "Allow",
        "Principal": {"Service": BUDGETS},
        "Action": "SNS:Publish",
        "Resource": TOPIC,
    }
    if condition is not None:
        statement["Condition"] = condition
    statement.update(elements)
    return {name: value for name, value in statement.items() if value is not None}


def deny(condition: object = None, **elements: object) -> Json:
    """A Deny for everybody and everything, changed like `allow`."""
    everything = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}
    return allow(condition, **(everything | elements))


def key_allow(condition: object = None, **elements: object) -> Json:
    """AWS's key statement for Budgets, changed like `allow`."""
    own = {"Action": ["kms:GenerateDataKey*", "kms:Decrypt"], "Resource": "*"}
    return allow(condition, **(own | elements))


def policy(*statements: object, version: str | None = "2012-10-17") -> Json:
    """A document of these statements; without a Version where it is None."""
    document: Json = {"Statement": list(statements)}
    return document if version is None else {"Version": version} | document


def effect(found: Mapping[str, object] | str, asked: Request | None = None) -> str:
    """The effect's value, of Budgets' publish unless told otherwise."""
    return evaluate(found, asked or request()).effect.value


def of(*statements: object, asked: Request | None = None) -> str:
    """The effect of these statements."""
    return effect(policy(*statements), asked)


def decided(*statements: object, asked: Request | None = None) -> Decision:
    """The whole decision of these statements."""
    return evaluate(policy(*statements), asked or request())


def sample(name: str) -> str:
    """The text of one of the policies beside this file."""
    return (Path(__file__).parent / "policies" / f"{name}.json").read_text(encoding="utf-8")
