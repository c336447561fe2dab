"""`deploy/member-account.yml` against what the code calls, both ways."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest

from bot.aws import proof_alarms, proof_budgets
from bot.aws.budget_tags import READS as TAGS
from bot.aws.list_organization import READS as ORGANIZATION
from bot.aws.owners import READS
from bot.aws.reads import ACTIONS
from bot.aws.senders import actions_of, all_readers
from bot.aws.write import read_actions, write_actions
from bot.tickets import kind_named
from tests.deploy.template import actions, load, statements
from tools.gates.resolve import resolve

NEVER = {"kms:CreateGrant", "kms:DisableKey", "kms:ScheduleKeyDeletion", "sns:DeleteTopic"}
OWNERS = {read.action for read in READS}
KINDS_OF_PROOFS = (proof_budgets, proof_alarms)
PROOFS = {action for kind in KINDS_OF_PROOFS for action in kind.ACTIONS}
SENDERS = tuple(one.sender.setting for one in all_readers())


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return load("deploy/member-account.yml")


def role(template: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = template["Resources"][name]
    return found


def allowed(template: dict[str, Any], name: str, *, without: str = "") -> set[str]:
    found = statements(role(template, name))
    return actions(*(s for s in found if s["Effect"] == "Allow" and s["Sid"] != without))


def test_the_read_role_reads_what_a_check_reads(template: dict[str, Any]) -> None:
    reads = set(ACTIONS) | OWNERS | {read.action for read in TAGS} | set(actions_of(SENDERS))
    reads |= {read.action for read in ORGANIZATION}
    assert allowed(template, "ReadRole", without="Tickets") == reads


def test_a_ticket_is_its_one_write_and_only_by_a_parameter(template: dict[str, Any]) -> None:
    (policy,) = role(template, "ReadRole")["Properties"]["Policies"]
    found = [s["Fn::If"] for s in policy["PolicyDocument"]["Statement"] if "Fn::If" in s]
    (choice,) = (one for one in found if one[0] == "OpensTickets")
    assert choice[2] == {"Ref": "AWS::NoValue"}
    assert actions(choice[1]) == set(kind_named("opsitem").actions)
    assert template["Parameters"]["AllowTickets"]["Default"] == "false"


def test_it_reads_the_tags_of_budgets_only_by_a_parameter(template: dict[str, Any]) -> None:
    (policy,) = role(template, "ReadRole")["Properties"]["Policies"]
    found = [s["Fn::If"] for s in policy["PolicyDocument"]["Statement"] if "Fn::If" in s]
    (choice,) = (one for one in found if one[0] == "ReadsTags")
    assert choice[2] == {"Ref": "AWS::NoValue"}
    assert actions(choice[1]) == {read.action for read in TAGS}
    assert template["Parameters"]["RouteByTags"]["Default"] == "false"


@pytest.mark.parametrize("name", ["ReadRole", "MendRole"])
@pytest.mark.parametrize("named", ["", *SENDERS, "trails,alarms", ",".join(SENDERS)])
def test_a_sender_is_read_only_where_the_parameter_names_it(
    template: dict[str, Any], name: str, named: str
) -> None:
    given = {"HubAccountId": "999999999999", "HubRegion": "eu-west-1", "ExternalId": "e"}
    given |= {"AllowMending": "true", "Senders": named}
    made = resolve(template, "us-east-1", given)["Resources"][name]
    held = actions(*(one for one in statements(made) if one["Effect"] == "Allow"))
    assert held & set(actions_of(SENDERS)) == set(actions_of(named.split(",")))
    makes = name == "MendRole" and proof_alarms.SETTING in named.split(",")
    assert held & set(proof_alarms.ACTIONS) == (set(proof_alarms.ACTIONS) if makes else set())


def test_the_parameter_takes_the_words_of_the_setting(template: dict[str, Any]) -> None:
    parameter = template["Parameters"]["Senders"]
    assert parameter["Default"] == ""
    for wanted in ("", *SENDERS, ",".join(SENDERS)):
        assert re.fullmatch(parameter["AllowedPattern"], wanted)
    assert not re.fullmatch(parameter["AllowedPattern"], "alarms,pigeons")
    assert not [a for a in SENDERS for b in SENDERS if a != b and a in b]


def test_the_mend_role_writes_what_the_fixes_write(template: dict[str, Any]) -> None:
    """But for the bot's own subscription: its function is of another account (docs/alerts.md)."""
    reads = set(ACTIONS) | OWNERS | set(read_actions()) | set(actions_of(SENDERS))
    writes = set(write_actions()) - {"sns:Unsubscribe"}
    assert allowed(template, "MendRole") == reads | writes | PROOFS


def test_the_mend_role_subscribes_only_what_has_to_confirm(template: dict[str, Any]) -> None:
    (held,) = (s for s in statements(role(template, "MendRole")) if "sns:Subscribe" in actions(s))
    assert actions(held) == {"sns:Subscribe"}
    condition, tagged, plain = held["Condition"]["Fn::If"]
    confirming = {"sns:Protocol": ["email", "email-json", "http", "https"]}
    assert condition == "IsOnlyTagged"
    assert plain == {"StringEquals": confirming}
    assert tagged == {"StringEquals": {**confirming, "aws:ResourceTag/budget-check": "mend"}}


@pytest.mark.parametrize("kind", KINDS_OF_PROOFS)
def test_proofs_reach_their_own_budgets_and_alarms_and_no_other(
    template: dict[str, Any], kind: ModuleType
) -> None:
    declared = set(kind.ACTIONS)
    (held,) = (s for s in statements(role(template, "MendRole")) if actions(s) & declared)
    assert actions(held) == declared
    assert held["Resource"] == {"Fn::Sub": kind.RESOURCE}
    assert not allowed(template, "ReadRole") & declared


def test_the_mend_role_exists_only_where_mending_is_allowed(template: dict[str, Any]) -> None:
    assert role(template, "MendRole")["Condition"] == "Mends"
    all_of = template["Conditions"]["Mends"]["Fn::And"]
    not_hub = {"Fn::Not": [{"Condition": "IsHub"}]}
    assert all_of == [{"Condition": "IsHome"}, {"Condition": "IsAllowed"}, not_hub]
    assert template["Parameters"]["AllowMending"]["Default"] == "false"


def test_what_nobody_may_is_denied(template: dict[str, Any]) -> None:
    denied = [s for s in statements(role(template, "MendRole")) if s["Effect"] == "Deny"]
    plain = [s for s in denied if "Condition" not in s]
    assert actions(*plain) == NEVER
    (bypass,) = (s for s in denied if "Condition" in s)
    assert actions(bypass) == {"kms:CreateKey", "kms:PutKeyPolicy"}
    assert bypass["Condition"] == {"Bool": {"kms:BypassPolicyLockoutSafetyCheck": "true"}}


def test_writes_stay_in_the_account(template: dict[str, Any]) -> None:
    wide = [
        s
        for s in statements(role(template, "MendRole"))
        if s["Effect"] == "Allow"
        and s["Resource"] == "*"
        and not actions(s) & {*ACTIONS, *actions_of(SENDERS)}
    ]
    assert actions(*wide) == {"kms:CreateKey", "kms:TagResource"}


def test_it_cannot_give_itself_the_tag_that_lets_it_write(template: dict[str, Any]) -> None:
    tagging = [
        s
        for s in statements(role(template, "MendRole"))
        if actions(s) & {"kms:TagResource", "sns:TagResource"} and s["Effect"] == "Allow"
    ]
    made, topics = (s["Condition"] for s in tagging)
    own = {"ForAllValues:StringLike": {"aws:TagKeys": ["budget-check:*"]}}
    assert made == own
    tag = {"StringEquals": {"aws:ResourceTag/budget-check": "mend"}}
    assert topics == {"Fn::If": ["IsOnlyTagged", {**own, **tag}, own]}


def test_only_tagged_is_on_unless_it_is_switched_off(template: dict[str, Any]) -> None:
    assert template["Parameters"]["OnlyTagged"]["Default"] == "true"
    tag = {"StringEquals": {"aws:ResourceTag/budget-check": "mend"}}
    for sid in ("Keys", "Topics", "Subscriptions"):
        (held,) = (s for s in statements(role(template, "MendRole")) if s["Sid"] == sid)
        assert held["Condition"] == {"Fn::If": ["IsOnlyTagged", tag, {"Ref": "AWS::NoValue"}]}


def test_a_boundary_is_on_every_role(template: dict[str, Any]) -> None:
    bound = {"Fn::If": ["IsBounded", {"Ref": "PermissionsBoundary"}, {"Ref": "AWS::NoValue"}]}
    roles = [r for r in template["Resources"].values() if r["Type"] == "AWS::IAM::Role"]
    assert [one["Properties"]["PermissionsBoundary"] for one in roles] == [bound] * 3


@pytest.mark.parametrize(
    ("account", "region", "made"),
    [
        (
            "222222222222",
            "us-east-1",
            {"ReadRole", "MendRole", "ForwardRole"}
            | {"ChangesOfKeysAndTopics", "ClosedTickets", "ChangesOfBudgets"},
        ),
        ("222222222222", "eu-west-1", {"ChangesOfKeysAndTopics", "ClosedTickets"}),
        (
            "999999999999",
            "us-east-1",
            {"ReadRole", "ForwardRole"}
            | {"ChangesOfKeysAndTopics", "ClosedTickets", "ChangesOfBudgets"},
        ),
        ("999999999999", "eu-west-1", {"Nothing"}),
    ],
    ids=["a member at home", "a member elsewhere", "the hub elsewhere", "the hub itself"],
)
def test_the_hub_may_be_in_the_stack_set(
    template: dict[str, Any], account: str, region: str, made: set[str]
) -> None:
    """What it has itself under the same name is not made there again."""
    given = {"HubAccountId": "999999999999", "HubRegion": "eu-west-1", "ExternalId": "e"}
    given |= {"AllowMending": "true", "AWS::AccountId": account}
    assert set(resolve(template, region, given)["Resources"]) == made


@pytest.mark.parametrize(
    ("name", "roles"), [("ReadRole", ["check", "mend"]), ("MendRole", ["mend"])]
)
def test_only_the_hubs_roles_come_in_with_the_external_id(
    template: dict[str, Any], name: str, roles: list[str]
) -> None:
    (trust,) = role(template, name)["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    hub = "arn:${AWS::Partition}:iam::${HubAccountId}"
    assert trust["Principal"] == {"AWS": {"Fn::Sub": f"{hub}:root"}}
    condition = trust["Condition"]
    assert condition["StringEquals"] == {"sts:ExternalId": {"Ref": "ExternalId"}}
    assert condition["ArnEquals"]["aws:PrincipalArn"] == [
        {"Fn::Sub": f"{hub}:role/budget-check-${{Stage}}-{one}"} for one in roles
    ]


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
@pytest.mark.parametrize("administers", ["true", "false"])
def test_an_organisation_is_listed_and_told_of_only_by_who_administers_it(
    template: dict[str, Any], administers: str, region: str
) -> None:
    given = {"HubAccountId": "999999999999", "HubRegion": "eu-west-1", "ExternalId": "e"}
    given |= {"AdministersOrganization": administers, "AWS::AccountId": "222222222222"}
    given |= {"HomeRegion": region}
    made = resolve(template, region, given)["Resources"]
    lists = "organizations:ListAccounts" in actions(*statements(made["ReadRole"]))
    assert lists == (administers == "true")
    tells = "ChangesOfTheOrganization" in made
    assert tells == (administers == "true" and region == "us-east-1")
    assert template["Parameters"]["AdministersOrganization"]["Default"] == "false"


def test_what_has_a_global_name_is_made_in_one_region(template: dict[str, Any]) -> None:
    roles = {n: r for n, r in template["Resources"].items() if r["Type"] == "AWS::IAM::Role"}
    assert {n: r["Condition"] for n, r in roles.items()} == {
        "ReadRole": "IsHome",
        "MendRole": "Mends",
        "ForwardRole": "IsHome",
    }


def test_changes_of_keys_and_topics_go_to_the_hubs_bus(template: dict[str, Any]) -> None:
    rule = template["Resources"]["ChangesOfKeysAndTopics"]
    assert rule["Condition"] == "Forwards"
    assert rule["Properties"]["EventPattern"]["source"] == ["aws.kms", "aws.sns"]
    budgets = template["Resources"]["ChangesOfBudgets"]
    organization = template["Resources"]["ChangesOfTheOrganization"]
    assert budgets["Condition"] == "HasBudgets"
    (may,) = role(template, "ForwardRole")["Properties"]["Policies"]
    (send,) = may["PolicyDocument"]["Statement"]
    for one in (rule, budgets, organization):
        (target,) = one["Properties"]["Targets"]
        assert target["Arn"] == send["Resource"]
        home, made, named = target["RoleArn"]["Fn::If"]
        assert (home, made) == ("IsHome", {"Fn::GetAtt": ["ForwardRole", "Arn"]})
        assert named["Fn::Sub"].endswith("role/budget-check-${Stage}-forward")
