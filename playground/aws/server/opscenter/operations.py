"""CreateOpsItem, GetOpsItem, UpdateOpsItem, DescribeOpsItems."""

from ministack.core.iam_evaluator import (
    EvalContext,
    _gather_role_policies,
    _role_name_from_assumed_arn,
    evaluate,
)

from playground.aws.server.asgi import Answer
from playground.aws.server.modelled import check
from playground.aws.server.opscenter import items
from playground.aws.server.opscenter.data import Data, checked, dedup_of, invalid
from playground.aws.server.opscenter.listing import describe_ops_items
from playground.aws.server.plane import Plane
from playground.aws.server.service import Given, Invocation, RefusedError, extend
from playground.aws.server.wire import json_answer

_RESERVED = ("aws", "amazon", "amzn")
_NO_FIELDS = ("OpsItemId", "OpsItemArn", "OperationalData", "OperationalDataToDelete")


async def _create(call: Invocation) -> Answer:
    check("ssm", "CreateOpsItem", call.given)
    _check_source(call.given)
    _check_account(call)
    _check_notifications(call)
    _check_tags(call)
    data = checked(call.given.get("OperationalData", {}))
    items.refuse_duplicate(call, data)
    fields = {key: v for key, v in call.given.items() if key not in ("Tags", "AccountId")}
    item = items.made(call, {**fields, "OperationalData": data})
    return json_answer({name: item[name] for name in ("OpsItemId", "OpsItemArn")})


def _check_source(given: Given) -> None:
    if any(word in given["Source"].lower() for word in _RESERVED):
        raise invalid("Source", "Source must not contain aws, amazon or amzn.")


def _check_account(call: Invocation) -> None:
    if call.given.get("AccountId", call.account) != call.account:
        raise RefusedError(
            "OpsItemAccessDeniedException", "Only a delegated administrator may name an account."
        )


def _check_notifications(call: Invocation) -> None:
    for one in call.given.get("Notifications", []):
        parts = str(one.get("Arn", "")).split(":")
        if parts[:3] != ["arn", "aws", "sns"] or parts[3] != call.region:
            raise invalid("Notifications", "The topic must be in the OpsItem's own Region.")


def _check_tags(call: Invocation) -> None:
    """Tags need a permission of their own."""
    if not call.given.get("Tags") or call.caller.endswith(":root"):
        return
    action = "ssm:AddTagsToResource"
    asked = EvalContext(
        principal_arn=call.caller,
        principal_type="AssumedRole",
        principal_account=call.account,
        action=action,
        resource_arn=f"arn:aws:ssm:{call.region}:{call.account}:opsitem/*",
        region=call.region,
    )
    policies = _gather_role_policies(_role_name_from_assumed_arn(call.caller), call.account)
    if evaluate(asked, policies).decision != "Allow":
        raise RefusedError(
            "AccessDeniedException",
            f"User: {call.caller} is not authorized to perform: {action} on resource: "
            f"{asked.resource_arn} because no identity-based policy allows the {action} action",
        )


async def _get(call: Invocation) -> Answer:
    check("ssm", "GetOpsItem", call.given)
    return json_answer({"OpsItem": items.known(call)})


async def _update(call: Invocation) -> Answer:
    check("ssm", "UpdateOpsItem", call.given)
    item = items.known(call)
    data: Data = {**item["OperationalData"], **checked(call.given.get("OperationalData", {}))}
    for key in call.given.get("OperationalDataToDelete", []):
        data.pop(key, None)
    if dedup_of(data) != dedup_of(item["OperationalData"]):
        items.refuse_duplicate(call, data)
    fields = {key: v for key, v in call.given.items() if key not in _NO_FIELDS}
    items.change(call, item, {**fields, "OperationalData": data})
    return json_answer({})


def install(plane: Plane) -> None:
    """Serve OpsCenter beside ministack's Parameter Store."""
    extend(
        "ssm",
        {
            "CreateOpsItem": _create,
            "GetOpsItem": _get,
            "UpdateOpsItem": _update,
            "DescribeOpsItems": describe_ops_items,
        },
    )
    plane.on_reset(items.forget)
