"""docs/facts.md 4.2, rules 3 to 5: principals, NotPrincipal, and KMS statements without effect."""

from __future__ import annotations

import pytest

from tests.core.policy.build import (
    BUDGETS,
    Json,
    allow,
    decided,
    deny,
    key_allow,
    key_request,
    of,
    request,
)

ROOT = "arn:aws:iam::111111111111:root"

YES: list[object] = [
    "*",
    {"AWS": "*"},
    {"AWS": [ROOT, "*"]},
    {"Service": BUDGETS},
    {"Service": ["events.amazonaws.com", BUDGETS]},
    {"AWS": ROOT, "Service": BUDGETS},
]
NO: list[object] = [
    {"Service": "budget.amazonaws.com"},
    {"Service": "budgets.us-east-1.amazonaws.com"},
    {"Service": "budgets.amazonaws.com.cn"},
    {"Service": "Budgets.amazonaws.com"},
    {"Service": " budgets.amazonaws.com"},
    {"Service": "*"},
    {"Service": "*.amazonaws.com"},
    {"Service": "budgets.*"},
    {"Service": []},
    {"AWS": BUDGETS},
    {"AWS": ROOT},
    {"AWS": "111111111111"},
    {"AWS": "arn:aws:iam::111111111111:role/*"},
    {"AWS": "arn:aws:iam::*:root"},
    {"Federated": "*"},
    {"Federated": BUDGETS},
    {"CanonicalUser": "*"},
    {},
]


@pytest.mark.parametrize("principal", YES)
def test_principals_that_take_in_the_service(principal: object) -> None:
    assert of(allow(Principal=principal)) == "allow"
    assert of(allow(), deny(Principal=principal)) == "deny"


UNDOCUMENTED = [
    {"Service": "*"},
    {"Service": "*.amazonaws.com"},
    {"Service": "budgets.*"},
    {"Service": "budget?.amazonaws.com"},
    {"Service": "Budgets.amazonaws.com"},
    {"Service": ["s3.amazonaws.com", "BUDGETS.AMAZONAWS.COM"]},
]


@pytest.mark.parametrize("principal", [p for p in NO if p not in ({}, {"Service": []})])
def test_principals_that_never_are_the_service(principal: object) -> None:
    assert of(allow(Principal=principal)) == "implicit_deny"
    if principal not in UNDOCUMENTED:
        assert of(allow(), deny(Principal=principal)) == "allow"


@pytest.mark.parametrize("principal", UNDOCUMENTED)
def test_a_deny_for_a_name_that_aws_gives_no_meaning_may_keep_the_service_out(
    principal: object,
) -> None:
    assert of(allow(Principal=principal)) == "implicit_deny"
    assert of(allow(), deny(Principal=principal)) == "unknown"
    assert of(allow(), deny(Principal=None, NotPrincipal=principal)) == "unknown"


def test_a_wildcard_for_other_services_is_about_others() -> None:
    assert of(allow(), deny(Principal={"Service": ["s3.*", "Config.amazonaws.com"]})) == "allow"


def test_an_empty_principal_lets_nobody_in() -> None:
    assert of(allow(Principal={})) == of(allow(Principal={"Service": []})) == "implicit_deny"


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ({"AWS": ROOT}, "deny"),
        ({"AWS": ["111111111111", "arn:aws:iam::111111111111:role/x"]}, "deny"),
        ({"AWS": BUDGETS}, "deny"),
        ({"Service": "sns.amazonaws.com"}, "deny"),
        ({"Service": ["sns.amazonaws.com", BUDGETS]}, "allow"),
        ({"AWS": ROOT, "Service": BUDGETS}, "allow"),
        ("*", "allow"),
        ({"AWS": "*"}, "allow"),
    ],
)
def test_not_principal_denies_all_but_those_listed(listed: object, expected: str) -> None:
    assert of(allow(), deny(Principal=None, NotPrincipal=listed)) == expected


@pytest.mark.parametrize("listed", [{"AWS": ROOT}, {"Service": BUDGETS}, "*"])
def test_not_principal_with_allow_is_reported_and_lets_nobody_in(listed: object) -> None:
    statement = allow(Principal=None, NotPrincipal=listed)
    assert of(statement) == "implicit_deny"
    assert "NotPrincipal" in (decided(statement).statements[0].problem or "")


def test_everyone_is_told_from_the_service_by_name() -> None:
    results = decided(*(allow(Principal=principal) for principal in YES)).statements
    assert [one.everyone for one in results] == [True, True, True, False, False, False]
    assert not decided(allow(Principal={"AWS": "*", "Service": BUDGETS})).statements[0].everyone


WITHOUT: list[Json] = [{"Resource": None}, {"Action": None}, {"Resource": None, "Action": None}]


@pytest.mark.parametrize("gone", WITHOUT)
def test_kms_takes_a_statement_without_resource_or_action_and_it_has_no_effect(gone: Json) -> None:
    asked = key_request()
    assert of(key_allow(**gone), asked=asked) == "implicit_deny"
    assert of(key_allow(), deny(**gone), asked=asked) == "allow"
    result = decided(key_allow(**gone), asked=asked).statements[0]
    assert "no effect" in (result.problem or "")
    assert "resource" in result.failing or "action" in result.failing


def test_sns_takes_no_statement_without_resource() -> None:
    """SNS would have refused it: an Allow lets nobody in, a Deny may still keep out."""
    assert of(allow(Resource=None)) == "implicit_deny"
    assert of(allow(), deny(Resource=None)) == "unknown"


def test_the_family_is_the_actions_and_its_case_does_not_matter() -> None:
    assert of(key_allow(), deny(Resource=None), asked=key_request("KMS:decrypt")) == "allow"


def test_not_resource_and_not_action_count_as_resource_and_action_on_a_key() -> None:
    other = "arn:aws:kms:eu-west-1:111111111111:key/other"
    assert of(key_allow(Resource=None, NotResource=other), asked=key_request()) == "allow"
    assert of(key_allow(Action=None, NotAction="kms:Put*"), asked=key_request()) == "allow"


def test_another_sender_is_another_service() -> None:
    alarm = request(service="cloudwatch.amazonaws.com")
    assert of(allow(), asked=alarm) == "implicit_deny"
    assert of(allow(Principal={"Service": "cloudwatch.amazonaws.com"}), asked=alarm) == "allow"
