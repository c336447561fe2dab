"""The Budgets API as our bot meets it (docs/facts.md 1)."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"
OTHER = f"arn:aws:sns:eu-west-1:{ACCOUNT}:others"
AT_80 = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
    "ThresholdType": "PERCENTAGE",
}


def sns(address: str = TOPIC) -> dict[str, str]:
    return {"SubscriptionType": "SNS", "Address": address}


def email(name: str = "team") -> dict[str, str]:
    return {"SubscriptionType": "EMAIL", "Address": f"{name}@example.com"}


def make(aws: EmbeddedAws, name: str = "cost", *subscribers: dict[str, str], **more: Any) -> Any:
    """A budget of 100 USD with a notification at 80 %; the client."""
    budgets = aws.client("budgets")
    entry = {"Notification": AT_80, "Subscribers": list(subscribers or (sns(),))}
    budgets.create_budget(
        AccountId=ACCOUNT,
        Budget={
            "BudgetName": name,
            "BudgetLimit": {"Amount": "100", "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
            **more,
        },
        NotificationsWithSubscribers=[entry],
    )
    return budgets


NAMED = {"AccountId": ACCOUNT, "BudgetName": "cost"}


def refusal(call: Any, **given: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_budget_is_answered_with_awss_fields(embedded_aws: EmbeddedAws) -> None:
    found = make(embedded_aws).describe_budget(**NAMED)["Budget"]
    assert found["HealthStatus"]["Status"] == "HEALTHY"
    assert found["CalculatedSpend"] == {"ActualSpend": {"Amount": "0", "Unit": "USD"}}
    assert found["CostTypes"]["IncludeTax"] is True
    assert "FilterExpression" not in found
    assert {"BudgetLimit", "TimePeriod", "LastUpdatedTime", "TimeUnit"} <= set(found)


def test_a_filter_is_shown_on_request_only(embedded_aws: EmbeddedAws) -> None:
    wanted = {"Dimensions": {"Key": "SERVICE", "Values": ["Amazon EC2"]}}
    budgets = make(embedded_aws, FilterExpression=wanted)
    assert "FilterExpression" not in budgets.describe_budget(**NAMED)["Budget"]
    shown = budgets.describe_budget(**NAMED, ShowFilterExpression=True)["Budget"]
    assert shown["FilterExpression"] == wanted


def test_what_is_not_there(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    absent = {"AccountId": ACCOUNT, "BudgetName": "none"}
    for call in (
        budgets.describe_budget,
        budgets.describe_notifications_for_budget,
        budgets.describe_budget_actions_for_budget,
    ):
        assert refusal(call, **absent)[0] == "NotFoundException"
    nothing = {**AT_80, "Threshold": 1.0}
    code, _ = refusal(budgets.describe_subscribers_for_notification, **NAMED, Notification=nothing)
    assert code == "NotFoundException"


def test_a_foreign_account_is_refused(embedded_aws: EmbeddedAws) -> None:
    make(embedded_aws)
    other = embedded_aws.client("budgets", account="222222222222")
    for call in (other.describe_budget, other.describe_notifications_for_budget):
        code, message = refusal(call, **NAMED)
        assert code == "AccessDeniedException"
        assert "budgets:ViewBudget" in message
    assert refusal(other.describe_budgets, AccountId=ACCOUNT)[0] == "AccessDeniedException"
    code, message = refusal(other.delete_budget, **NAMED)
    assert "budgets:ModifyBudget" in message


def test_accounts_are_kept_apart(embedded_aws: EmbeddedAws) -> None:
    make(embedded_aws)
    other = embedded_aws.client("budgets", account="222222222222")
    assert other.describe_budgets(AccountId="222222222222").get("Budgets") == []


@pytest.mark.parametrize("default", [100, 1000])
def test_budgets_come_in_pages(embedded_aws: EmbeddedAws, default: int) -> None:
    budgets = embedded_aws.client("budgets")
    for number in range(101):
        make(embedded_aws, f"b{number:03}")
    size = {} if default == 100 else {"MaxResults": default}
    first = budgets.describe_budgets(AccountId=ACCOUNT, **size)
    assert len(first["Budgets"]) == min(101, default)
    assert ("NextToken" in first) == (default == 100)
    listed = budgets.describe_budget_notifications_for_account(AccountId=ACCOUNT)
    assert len(listed["BudgetNotificationsForAccount"]) == 50
    rest = budgets.describe_budget_notifications_for_account(
        AccountId=ACCOUNT, MaxResults=1000, NextToken=listed["NextToken"]
    )
    assert len(rest["BudgetNotificationsForAccount"]) == 51
    assert rest["BudgetNotificationsForAccount"][0]["Notifications"][0]["Threshold"] == 80.0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"MaxResults": 101}, "InvalidParameterException"),
        ({"NextToken": "5"}, "InvalidNextTokenException"),
        ({"NextToken": "garbage"}, "InvalidNextTokenException"),
    ],
)
def test_bad_pages(embedded_aws: EmbeddedAws, given: dict[str, Any], code: str) -> None:
    budgets = make(embedded_aws)
    assert refusal(budgets.describe_notifications_for_budget, **NAMED, **given)[0] == code
    of_account = budgets.describe_budget_actions_for_account
    assert refusal(of_account, AccountId=ACCOUNT, **given)[0] == code


def test_at_most_ten_notifications(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    for number in range(1, 10):
        budgets.create_notification(
            **NAMED, Notification={**AT_80, "Threshold": float(number)}, Subscribers=[sns()]
        )
    code, _ = refusal(
        budgets.create_notification,
        **NAMED,
        Notification={**AT_80, "Threshold": 99.0},
        Subscribers=[sns()],
    )
    assert code == "CreationLimitExceededException"


@pytest.mark.parametrize("name", ["a:b", "a\\b", "a/action/b", "<script>x</script>", "x" * 101])
def test_names_that_budgets_refuses(embedded_aws: EmbeddedAws, name: str) -> None:
    with pytest.raises(ClientError, match="InvalidParameterException"):
        make(embedded_aws, name)


@pytest.mark.parametrize("name", ["x" * 100, "my budget / 80 %", "予算", '<!channel> & "you"'])
def test_names_that_budgets_takes(embedded_aws: EmbeddedAws, name: str) -> None:
    found = make(embedded_aws, name).describe_budget(AccountId=ACCOUNT, BudgetName=name)
    assert found["Budget"]["BudgetName"] == name


def test_actions_have_subscribers_of_their_own(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    policy = {"PolicyArn": "arn:aws:iam::aws:policy/AWSDenyAll", "Users": ["someone"]}
    budgets.create_budget_action(
        **NAMED,
        NotificationType="ACTUAL",
        ActionType="APPLY_IAM_POLICY",
        ActionThreshold={"ActionThresholdValue": 100.0, "ActionThresholdType": "PERCENTAGE"},
        Definition={"IamActionDefinition": policy},
        ExecutionRoleArn=f"arn:aws:iam::{ACCOUNT}:role/budget-action",
        ApprovalModel="AUTOMATIC",
        Subscribers=[sns(OTHER)],
    )
    (action,) = budgets.describe_budget_actions_for_budget(**NAMED)["Actions"]
    assert action["Subscribers"] == [sns(OTHER)]
    assert budgets.describe_budget_actions_for_account(AccountId=ACCOUNT)["Actions"] == [action]
    other = embedded_aws.client("budgets", account="222222222222")
    assert other.describe_budget_actions_for_account(AccountId="222222222222")["Actions"] == []
    assert (action["BudgetName"], action["Status"]) == ("cost", "STANDBY")
    budgets.delete_budget_action(**NAMED, ActionId=action["ActionId"])
    assert budgets.describe_budget_actions_for_budget(**NAMED).get("Actions") == []


def test_health(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    embedded_aws.control.set_health(ACCOUNT, "cost", "UNHEALTHY", "BILLING_VIEW_NO_ACCESS")
    found = budgets.describe_budget(**NAMED)["Budget"]["HealthStatus"]
    assert (found["Status"], found["StatusReason"]) == ("UNHEALTHY", "BILLING_VIEW_NO_ACCESS")


@pytest.mark.parametrize(
    ("action", "works"),
    [
        ("budgets:ViewBudget", True),
        ("budgets:View*", True),
        ("budgets:DescribeBudgets", False),
        ("budgets:ModifyBudget", False),
    ],
)
def test_reads_need_view_budget(embedded_aws: EmbeddedAws, action: str, works: bool) -> None:
    make(embedded_aws)
    statement = {
        "Effect": "Allow",
        "Action": action,
        "Resource": f"arn:aws:budgets::{ACCOUNT}:budget/*",
    }
    budgets = embedded_aws.client("budgets", **embedded_aws.as_role("reader", statement))
    if works:
        assert budgets.describe_budget(**NAMED)["Budget"]["BudgetName"] == "cost"
        assert len(budgets.describe_budgets(AccountId=ACCOUNT)["Budgets"]) == 1
    else:
        code, message = refusal(budgets.describe_budget, **NAMED)
        assert code == "AccessDeniedException"
        wanted = f"budgets:ViewBudget on resource: arn:aws:budgets::{ACCOUNT}:budget/cost"
        assert wanted in message
    code, message = refusal(budgets.describe_budget_actions_for_budget, **NAMED)
    assert "budgets:DescribeBudgetActionsForBudget" in message
    code, message = refusal(budgets.describe_budget_actions_for_account, AccountId=ACCOUNT)
    assert code == "AccessDeniedException"
    assert "budgets:DescribeBudgetActionsForAccount" in message


def test_the_spend_is_answered(embedded_aws: EmbeddedAws) -> None:
    make(embedded_aws)
    embedded_aws.control.set_spend(ACCOUNT, "cost", 12.34, 56)
    spend = embedded_aws.client("budgets").describe_budget(**NAMED)["Budget"]["CalculatedSpend"]
    assert spend["ActualSpend"] == {"Amount": "12.34", "Unit": "USD"}
    assert spend["ForecastedSpend"] == {"Amount": "56", "Unit": "USD"}
