"""IAM as AWS checks it where ministack names an action, a resource or a refusal differently."""

import json
import re
from typing import Any

from ministack.core import iam_actions, iam_evaluator
from ministack.core.iam_evaluator import enforce
from ministack.core.router import SERVICE_PATTERNS, extract_access_key_id

from playground.aws.server.kms.keys import resolve

_VIEW = (
    "DescribeBudget",
    "DescribeBudgets",
    "DescribeBudgetNotificationsForAccount",
    "DescribeBudgetPerformanceHistory",
    "DescribeNotificationsForBudget",
    "DescribeSubscribersForNotification",
)
_MODIFY = (
    *("CreateBudget", "UpdateBudget", "DeleteBudget"),
    *("CreateNotification", "UpdateNotification", "DeleteNotification"),
    *("CreateSubscriber", "UpdateSubscriber", "DeleteSubscriber"),
)
# docs/facts.md 1.3: all reads are budgets:ViewBudget, all writes budgets:ModifyBudget.
BUDGET_ACTIONS = {
    **{f"budgets:{name}": "budgets:ViewBudget" for name in _VIEW},
    **{f"budgets:{name}": "budgets:ModifyBudget" for name in _MODIFY},
}
_OURS = ("chatbot", "ce")
"""Services that ministack does not know."""
_CONCURRENCY = {
    "GET": "lambda:GetFunctionConcurrency",
    "DELETE": "lambda:DeleteFunctionConcurrency",
}
_theirs_action = iam_actions.extract_iam_action
_theirs_arn = iam_actions.extract_resource_arn
_theirs_tags = iam_actions.request_tag_context
_theirs_key = iam_evaluator._resolve_condition_key
_SESSION = re.compile(
    r"arn:(?P<partition>[^:]+):sts::(?P<account>\d+):assumed-role/(?P<name>[^/]+)/.*"
)
_theirs_refusal = iam_actions.access_denied_response


def _body(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _action(*request: Any) -> str | None:
    action: str | None = _theirs_action(*request)
    if action == "lambda:PutFunctionConcurrency":
        # Ministack calls each operation on a function's concurrency so.
        action = _CONCURRENCY.get(request[1], action)
    if action and action.startswith("sqs:"):
        # SQS developer guide, "Amazon SQS API permissions": of a batch the single call's right.
        action = action.removesuffix("Batch")
    return BUDGET_ACTIONS.get(action or "", action)


def _budget_arn(body: bytes, account: str) -> str:
    given = _body(body)
    named = given.get("Budget") or given.get("NewBudget") or given
    if given.get("ResourceARN"):
        return str(given["ResourceARN"])
    name = named.get("BudgetName", "*") if isinstance(named, dict) else "*"
    return f"arn:aws:budgets::{given.get('AccountId', account)}:budget/{name}"


def _parameters(headers: dict[str, str], body: bytes, region: str, account: str) -> str:
    """GetParameters is authorised on each parameter: the first that is refused, else the first."""
    names = _body(body).get("Names") or ["*"]
    arns = [f"arn:aws:ssm:{region}:{account}:parameter/{str(n).lstrip('/')}" for n in names]
    key = extract_access_key_id(headers)
    asked = (a for a in arns if enforce(key, "ssm:GetParameters", "ssm", region, resource_arn=a))
    return next(asked, arns[0])


def _resource(service: str, *request: Any) -> str:
    headers, body, region, account = request[2], request[3], request[5], request[6]
    if service == "ssm" and headers.get("x-amz-target", "").endswith(".GetParameters"):
        return _parameters(headers, body, region, account)
    if service == "budgets":
        return _budget_arn(body, account)
    if service == "kms":
        # KMS authorises the key behind an alias, never the alias. CreateAlias asks for both: here
        # only for the key.
        given = _body(body)
        key = resolve(str(given.get("KeyId") or given.get("TargetKeyId", "")))
        if key is not None:
            return str(key["Arn"])
    named = _of_sns(request[4]) if service == "sns" else ""
    if service == "monitoring":
        named = _first_alarm(body, region, account)
    return named or str(_theirs_arn(service, *request))


def _of_sns(params: Any) -> str:
    """What SNS authorises where ministack looks for a topic; "" elsewhere."""
    arn = (params.get("SubscriptionArn") or [""])[0]
    return _topic_of(str(arn)) if arn else str((params.get("ResourceArn") or [""])[0])


def _first_alarm(body: bytes, region: str, account: str) -> str:
    """What names several alarms, as DeleteAlarms does, is authorised on them, of which ministack
    knows none: the first one's ARN, "" for any other request.
    """
    names = _body(body).get("AlarmNames")
    return f"arn:aws:cloudwatch:{region}:{account}:alarm:{names[0]}" if names else ""


def _topic_of(subscription: str) -> str:
    """SNS authorises the topic of a subscription: its refusals name it, and IAM's data."""
    return subscription.rpartition(":")[0] if subscription.count(":") == 6 else subscription


def _context(service: str, action: str, body: bytes, params: Any) -> dict[str, Any]:
    context: dict[str, Any] = _theirs_tags(service, action, body, params)
    if service == "kms":
        skipped = bool(_body(body).get("BypassPolicyLockoutSafetyCheck"))
        context["kms:BypassPolicyLockoutSafetyCheck"] = str(skipped).lower()
    if action == "events:PutEvents":
        entries = _body(body).get("Entries") or []
        for key, field in (("events:source", "Source"), ("events:detail-type", "DetailType")):
            values = [str(one.get(field, "")) for one in entries]
            # Several values fit no plain operator here; what AWS does then is not documented.
            context[key] = values[0] if len(values) == 1 else values
    if action == "sns:Subscribe":
        for name in ("Protocol", "Endpoint"):
            context[f"sns:{name}"] = (params.get(name) or [""])[0]
    return context


def _spelled(service: str, action: str) -> str:
    return action.replace("sns:", "SNS:") if service == "sns" else action


def _refusal(service: str, action: str, principal_arn: str, request_id: str, **more: Any) -> Any:
    """AWS names the action and the resource in each refusal by IAM."""
    if not more.get("error_code") and not more.get("message"):
        spelled = _spelled(service, action)
        kind = "identity" if not more.get("resource_policy_arn") else "resource"
        why = f"because no {kind}-based policy allows the {spelled} action"
        if more.get("explicit_deny"):
            article = "an" if kind == "identity" else "a"
            why = f"with an explicit deny in {article} {kind}-based policy"
        resource = more.get("resource_arn", "*")
        more["message"] = (
            f"User: {principal_arn} is not authorized to perform: {spelled} "
            f"on resource: {resource} {why}"
        )
    return _theirs_refusal(service, action, principal_arn, request_id, **more)


def _condition_key(key: str, context: Any) -> Any:
    """AWS's aws:PrincipalArn of a role's session is the role's ARN, not the session's.

    A service has no such ARN, and aws:PrincipalIsAWSService says that it is one.
    """
    by_service = context.principal_type == "Service"
    if key.lower() == "aws:principalisawsservice":
        return str(by_service).lower()
    if key.lower() == "aws:principalarn" and by_service:
        return None
    value = _theirs_key(key, context)
    session = _SESSION.fullmatch(value) if isinstance(value, str) else None
    if key.lower() != "aws:principalarn" or session is None:
        return value
    return f"arn:{session['partition']}:iam::{session['account']}:role/{session['name']}"


def install() -> None:
    """Put ours in ministack's place; it looks these up by name at each request."""
    for name in _OURS:
        iam_actions.SERVICE_TO_IAM_NAMESPACE[name] = name
        iam_actions._BOTOCORE_SERVICE_MAP[name] = [name]
        SERVICE_PATTERNS[name] = {"credential_scope": name}
    iam_actions.extract_iam_action = _action
    iam_actions.extract_resource_arn = _resource
    iam_actions.request_tag_context = _context
    iam_actions.access_denied_response = _refusal
    iam_evaluator._resolve_condition_key = _condition_key
