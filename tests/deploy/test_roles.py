"""Who may do what: the roles of the template against what the code declares, both ways."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from types import ModuleType

import pytest

from bot.aws import proof_alarms, proof_budgets
from bot.aws.budget_tags import READS as TAGS
from bot.aws.event_bus import PUT
from bot.aws.list_organization import READS as ORGANIZATION
from bot.aws.owners import READS as OWNERS
from bot.aws.parameter import GET_PARAMETERS
from bot.aws.reads import ACTIONS
from bot.aws.senders import actions_of, all_readers
from bot.aws.sign import SIGN
from bot.aws.write import read_actions, write_actions
from bot.core.fixes import all_fixes
from bot.core.verdict_event import DETAIL_TYPE, SOURCE
from bot.features.pull_request.open import LEASE
from bot.features.ticket.open import LEASED_FOR
from bot.tickets import kind_named
from tests.deploy.stack import Json, Stack, actions, differences, listed
from tools.template import ROOT

NEVER = {"kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:CreateGrant", "sns:DeleteTopic"}
TABLES = {  # by function: what bot/store asks of each table on its behalf
    "check": {
        "ChangesTable": {"GetItem", "Query"},
        "LeasesTable": {"GetItem", "UpdateItem"},
        "LogTable": {"PutItem", "Query"},
        "VerdictsTable": {"GetItem", "PutItem", "DeleteItem", "Query"},
        "AnswersTable": {"GetItem", "PutItem", "Query"},
        "ThreadsTable": {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"},
    },
    "mend": {
        "ChangesTable": {"GetItem", "PutItem", "UpdateItem", "Query"},
        "LeasesTable": {"GetItem", "UpdateItem", "ConditionCheckItem"},
        "LogTable": {"PutItem", "Query"},
        "AnswersTable": {"GetItem", "PutItem", "Query"},
        "VerdictsTable": {"GetItem", "PutItem", "DeleteItem", "Query"},
        "ThreadsTable": {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"},
    },
    "slack": {},
    "events": {},
}


KINDS_OF_PROOFS = (proof_budgets, proof_alarms)
PROOFS = {action for kind in KINDS_OF_PROOFS for action in kind.ACTIONS}


def declared_writes() -> set[str]:
    """Of the fixes, and of the proofs, which are no fix."""
    return {action for fix in all_fixes() for action in fix.actions} | PROOFS


SENDERS = tuple(one.sender.setting for one in all_readers())


def check_reads(*senders: str) -> set[str]:
    """What is read in any case, and of these senders."""
    return {*ACTIONS, *(read.action for read in (*OWNERS, *TAGS)), *actions_of(senders)}


def test_mend_may_write_what_fixes_and_proofs_declare_and_nothing_else(full: Stack) -> None:
    held = actions(full.statements("mend", "Writes"))
    assert list(differences(held, declared_writes())) == []
    assert declared_writes() == {*write_actions(), *PROOFS}
    assert not PROOFS & set(write_actions())


@pytest.mark.parametrize("action", sorted(declared_writes()))
def test_the_comparison_sees_a_right_that_is_missing(full: Stack, action: str) -> None:
    held = actions(full.statements("mend", "Writes")) - {action}
    assert list(differences(held, declared_writes())) == [f"the role lacks {action}"]


@pytest.mark.parametrize("kind", KINDS_OF_PROOFS)
def test_proofs_reach_their_own_budgets_and_alarms_and_no_other(
    full: Stack, kind: ModuleType
) -> None:
    (held,) = (s for s in full.statements("mend") if actions([s]) & set(kind.ACTIONS))
    assert actions([held]) == set(kind.ACTIONS)
    assert held["Resource"] == {"Fn::Sub": kind.RESOURCE}
    for function in ("slack", "check", "events"):
        assert not actions(full.statements(function)) & set(kind.ACTIONS)


def test_alarms_are_made_only_where_senders_has_them(two_senders: Stack, no_alarms: Stack) -> None:
    made = set(proof_alarms.ACTIONS)
    assert made <= actions(two_senders.statements("mend", "Writes"))
    held = actions(no_alarms.statements("mend", "Writes"))
    assert list(differences(held, declared_writes() - made)) == []


def test_the_comparison_sees_a_right_that_no_fix_declares(full: Stack) -> None:
    doctored = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}
    held = actions([*full.statements("mend", "Writes"), doctored])
    assert list(differences(held, declared_writes())) == ["nothing declares sns:Publish"]


def test_reads_are_those_of_the_code(full: Stack) -> None:
    declared = check_reads(*SENDERS)
    assert list(differences(actions(full.statements("check", "Reads")), declared)) == []
    buttons = {*declared, *read_actions()}
    assert list(differences(actions(full.statements("mend", "Reads")), buttons)) == []
    for door in ("slack", "events"):
        assert full.statements(door, "Reads") == full.statements(door, "Writes") == []


def test_tags_of_budgets_are_read_only_where_a_route_asks_for_them(plain: Stack) -> None:
    declared = check_reads() - {read.action for read in TAGS}
    assert list(differences(actions(plain.statements("check", "Reads")), declared)) == []


@pytest.mark.parametrize("function", ["check", "mend"])
def test_a_sender_is_read_only_where_it_is_named(two_senders: Stack, function: str) -> None:
    held = actions(two_senders.statements(function, "Reads"))
    assert held & set(actions_of(SENDERS)) == set(actions_of(["alarms", "trails"]))
    told = two_senders.functions()[function]["Environment"]["Variables"]
    assert told["SENDERS"] == "alarms, trails"


@pytest.mark.parametrize("setting", SENDERS)
def test_the_right_of_each_sender_is_its_own(full: Stack, setting: str) -> None:
    """A statement of its own, by the word in SENDERS: taken out, that sender alone is not read."""
    own = set(actions_of([setting]))
    (statement,) = (s for s in full.statements("check", "Reads") if actions([s]) & own)
    assert actions([statement]) == own
    roles = (ROOT / "deploy" / "roles.yml").read_text("utf-8")
    assert f"    {setting}:\n      read: {{Sid: {statement['Sid']}," in roles


def test_check_puts_the_events_of_verdicts_where_they_are_wanted_and_no_other(
    full: Stack, plain: Stack
) -> None:
    (held,) = (s for s in full.statements("check") if "events:PutEvents" in actions([s]))
    assert actions([held]) == {PUT.action}
    assert held["Resource"]["Fn::Sub"].endswith(":event-bus/default")
    wanted = {"events:source": SOURCE, "events:detail-type": DETAIL_TYPE}
    assert held["Condition"] == {"StringEquals": wanted}
    assert PUT.action not in actions(plain.statements("check"))
    for function in ("slack", "mend", "events"):
        assert PUT.action not in actions(full.statements(function))


def test_check_writes_tickets_where_they_are_set_up_and_nothing_else(
    full: Stack, plain: Stack
) -> None:
    held = actions(full.statements("check", "Writes"))
    assert list(differences(held, kind_named("opsitem").actions)) == []
    assert plain.statements("check", "Writes") == []


def test_check_leases_faults_and_mends_and_no_resource(full: Stack, plain: Stack) -> None:
    (held,) = (s for s in full.statements("check") if s["Sid"] == "TableTicketLeases")
    keys = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["pull-request:*", "ticket:*"]}}
    assert held["Condition"] == keys
    assert "TableTicketLeases" not in {s["Sid"] for s in plain.statements("check")}


def test_a_fault_is_leased_for_longer_than_a_worker_may_take(full: Stack) -> None:
    assert full.functions()["check"]["Timeout"] < LEASED_FOR
    assert full.functions()["check"]["Timeout"] < LEASE


def test_check_alone_reads_the_secret_of_ticket_systems_and_only_that_parameter(
    full: Stack, plain: Stack
) -> None:
    (held,) = (s for s in full.statements("check") if s["Sid"] == "TicketsSecret")
    assert actions([held]) == {GET_PARAMETERS.action}
    assert held["Resource"]["Fn::Sub"].endswith(":parameter/budget-check/prod/tickets")
    others = [full.statements(function) for function in ("slack", "mend", "events")]
    for statements in (*others, plain.statements("check")):
        assert "TicketsSecret" not in {one["Sid"] for one in statements}
        assert "/tickets" not in str(statements)


def test_check_alone_signs_for_github_with_that_one_key(full: Stack, plain: Stack) -> None:
    (held,) = (s for s in full.statements("check") if SIGN.action in actions([s]))
    assert actions([held]) == {SIGN.action}
    told = full.functions()["check"]["Environment"]["Variables"]
    assert held["Resource"] == told["GITHUB_KEY"]
    others = [full.statements(function) for function in ("slack", "mend", "events")]
    for statements in (*others, plain.statements("check")):
        assert SIGN.action not in actions(statements)


def test_those_who_offer_a_pull_request_read_the_map_of_sources_and_only_that_parameter(
    full: Stack, plain: Stack
) -> None:
    for function in ("check", "mend"):
        (held,) = (s for s in full.statements(function) if s["Sid"] == "Sources")
        assert actions([held]) == {GET_PARAMETERS.action}
        assert held["Resource"]["Fn::Sub"].endswith(":parameter/budget-check/prod/sources")
    for function in ("slack", "events"):
        assert "/sources" not in str(full.statements(function))
    assert "Sources" not in {one["Sid"] for one in plain.statements("check")}


def test_check_alone_lists_an_organisation_and_only_where_there_are_entries(
    full: Stack, plain: Stack
) -> None:
    (held,) = (s for s in full.statements("check") if s["Sid"] == "ListOrganization")
    assert actions([held]) == {read.action for read in ORGANIZATION}
    others = [full.statements(function) for function in ("slack", "mend", "events")]
    for statements in (*others, plain.statements("check")):
        assert "organizations:ListAccounts" not in actions(statements)


def test_every_function_has_a_role_of_its_own_with_the_three_policies(full: Stack) -> None:
    roles = [one["Role"]["Fn::GetAtt"][0] for one in full.functions().values()]
    assert len(set(roles)) == len(roles) == len(full.functions())
    assert len(full.of("AWS::IAM::Role")) == len(roles) + 1  # and the schedule's
    for role in full.of("AWS::IAM::Role").values():
        names = [policy["PolicyName"] for policy in role["Policies"]]
        assert set(names) <= {"Plumbing", "Reads", "Writes"}
        assert len(set(names)) == len(names)
        assert "ManagedPolicyArns" not in role
    others = {"AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"}
    assert others.isdisjoint(one["Type"] for one in full.template["Resources"].values())


def test_the_roles_are_named_as_member_accounts_trust_them(full: Stack) -> None:
    for name in full.functions():
        assert full.role(name)["RoleName"] == f"budget-check-gate-{name}"


def test_the_policies_hold_no_wildcard_action_and_nothing_that_is_never_allowed(
    full: Stack,
) -> None:
    for role in full.of("AWS::IAM::Role").values():
        statements = [s for p in role["Policies"] for s in p["PolicyDocument"]["Statement"]]
        assert all(
            set(one) <= {"Sid", "Effect", "Action", "Resource", "Condition"} for one in statements
        )
        held = actions(statements)
        assert not {action for action in held if "*" in action or "?" in action}
        assert not held & NEVER
        sids = [one["Sid"] for one in statements]
        assert len(set(sids)) == len(sids)


def test_mend_can_never_skip_the_lock_out_check(full: Stack) -> None:
    denials = [one for one in full.statements("mend") if one["Effect"] == "Deny"]
    assert actions(denials, "Deny") == {"kms:CreateKey", "kms:PutKeyPolicy"}
    assert denials[0]["Condition"] == {"Bool": {"kms:BypassPolicyLockoutSafetyCheck": "true"}}
    assert denials[0]["Resource"] == "*"


@pytest.mark.parametrize("function", TABLES)
def test_each_table_is_open_to_what_the_code_does_with_it(full: Stack, function: str) -> None:
    found = {}
    for one in full.statements(function):
        on_tables = {
            a.removeprefix("dynamodb:") for a in actions([one]) if a.startswith("dynamodb:")
        }
        if on_tables:
            (table,) = tables_of(one)
            assert table not in found
            found[table] = on_tables
    assert found == TABLES[function]


def test_the_log_takes_puts_and_queries_alone(full: Stack) -> None:
    for function in full.functions():
        on_log = [one for one in full.statements(function) if "LogTable" in json.dumps(one)]
        assert actions(on_log) <= {"dynamodb:PutItem", "dynamodb:Query"}


def test_a_function_reads_its_own_secrets_and_queue(full: Stack) -> None:
    secrets = {
        "slack": {"signing-secret", "bot-token"},
        "check": {"bot-token", "tickets", "sources"},
        "mend": {"bot-token", "sources"},
        "events": set(),
    }
    for function, names in secrets.items():
        asked = [s for s in full.statements(function) if "ssm:GetParameters" in actions([s])]
        arns = [arn["Fn::Sub"] for one in asked for arn in listed(one["Resource"])]
        assert {arn.rpartition("/")[2] for arn in arns} == names
    queues = {"check": ("CheckQueue", "AlertsQueue", "SweepQueue"), "mend": ("MendQueue",)}
    for function, own in queues.items():
        receiving = [s for s in full.statements(function) if "sqs:ReceiveMessage" in actions([s])]
        (resources,) = (listed(one["Resource"]) for one in receiving)
        assert resources == [{"Fn::GetAtt": [queue, "Arn"]} for queue in own]


def test_jobs_go_where_they_are_worked_on(full: Stack, plain: Stack) -> None:
    asked, kept, sweep = {"CheckQueue", "AlertsQueue"}, {"EventsFailedQueue"}, {"SweepQueue"}
    assert {f: sends(full.statements(f)) for f in full.functions()} == {
        "slack": asked | {"MendQueue"},
        "events": asked | {"MendQueue"} | kept | sweep,
        "mend": asked | {"MendQueue"},
        "check": asked | sweep,
    }
    assert sends(plain.statements("slack")) == asked
    assert sends(plain.statements("events")) == asked | kept | sweep


def test_events_plays_again_what_lies_in_the_dead_letter_queues(full: Stack, plain: Stack) -> None:
    kept = {"CheckDeadQueue", "EventsFailedQueue", "EventsDeadQueue", "SubscriptionDeadQueue"}
    kept |= {"AlertsDeadQueue", "SweepDeadQueue"}
    for stack, queues in ((full, kept | {"MendDeadQueue"}), (plain, kept)):
        (play,) = (s for s in stack.statements("events") if s["Sid"] == "PlayAgain")
        assert {queue["Fn::GetAtt"][0] for queue in play["Resource"]} == queues
        told = set(stack.functions()["events"]["Environment"]["Variables"])
        others = told - {"INBOX_DEAD_QUEUE_URL"}  # it has a statement of its own
        assert len([name for name in others if "DEAD" in name or "FAILED" in name]) == len(queues)


def test_other_accounts_are_reached_only_where_they_are_listed(full: Stack, plain: Stack) -> None:
    reading = "arn:${AWS::Partition}:iam::*:role/budget-check-gate-read"
    mending = "arn:${AWS::Partition}:iam::*:role/budget-check-gate-mend"
    assert assumed(full.statements("check")) == {reading}
    assert assumed(full.statements("mend")) == {reading, mending}
    assert assumed(full.statements("slack")) == assumed(full.statements("events")) == set()
    within = {"StringEquals": {"aws:ResourceOrgID": "o-a1b2c3d4e5"}}
    reaching = [s for s in full.statements("mend") if "sts:AssumeRole" in actions([s])]
    assert [one["Condition"] for one in reaching] == [within] * 2
    everywhere = json.dumps(plain.template)
    assert "ssm:GetParametersByPath" not in everywhere
    assert assumed(plain.statements("check")) == set()


def test_only_tagged_is_on_unless_it_is_switched_off(full: Stack, untagged: Stack) -> None:
    on_keys = (s for s in untagged.statements("mend", "Writes") if s["Sid"] == "MendKeys")
    assert "Condition" not in next(on_keys)
    program = "const s = require('./deploy/settings.js');"
    program += "s({resolveVariable: async (n) => JSON.parse(process.argv[1])[n]})"
    program += ".then((found) => console.log(found.tagged))"
    known = {"sls:stage": "gate", "param:settings, null": "deploy/example.env", "self:service": "b"}
    command = ["node", "-e", program, json.dumps(known)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "only\n"


def test_a_boundary_and_tags_of_ones_own(full: Stack, plain: Stack) -> None:
    roles = full.of("AWS::IAM::Role").values()
    bounds = {one["PermissionsBoundary"] for one in roles}
    assert bounds == {"arn:aws:iam::111111111111:policy/boundary"}
    assert not [r for r in plain.of("AWS::IAM::Role").values() if "PermissionsBoundary" in r]
    for one in full.functions().values():
        tags = {tag["Key"]: tag["Value"] for tag in one["Tags"]}
        assert tags == {
            "cost-centre": "1234",
            "owner": "finops",
            "service": "budget-check",
            "stage": "gate",
        }


def test_only_tagged_narrows_the_writes_to_what_exists(full: Stack) -> None:
    tag = ("aws:ResourceTag/budget-check", "mend")
    free = {"kms:CreateKey", "kms:TagResource", "kms:CreateAlias", "kms:EnableKeyRotation"}
    free |= PROOFS  # by the name
    for one in full.statements("mend", "Writes"):
        if one["Effect"] == "Allow" and not actions([one]) <= free:
            assert tag in one["Condition"]["StringEquals"].items(), one["Sid"]


def test_mend_subscribes_its_own_function_and_what_has_to_confirm(
    full: Stack, untagged: Stack
) -> None:
    function = {"Fn::GetAtt": ["EventsLambdaFunction", "Arn"]}
    own = {"sns:Protocol": "lambda", "sns:Endpoint": function}
    confirming = {"sns:Protocol": ["email", "email-json", "http", "https"]}
    tag = {"aws:ResourceTag/budget-check": "mend"}
    for stack, tagged in ((full, tag), (untagged, {})):
        writes = stack.statements("mend", "Writes")
        found = [one for one in writes if "sns:Subscribe" in actions([one])]
        assert [one["Condition"] for one in found] == [
            {"StringEquals": {**confirming, **tagged}},
            {"StringEquals": {**own, **tagged}},
        ]
        assert actions(found) == {"sns:Subscribe"}
        told = stack.functions()["mend"]["Environment"]["Variables"]
        assert told["EVENTS_FUNCTION"] == function, "what it may subscribe is what it is told to"


def test_mend_cannot_give_itself_a_resource_by_tagging_it(full: Stack) -> None:
    """But its own alarms, which are narrowed by their name."""
    others = [s for s in full.statements("mend", "Writes") if not actions([s]) <= PROOFS]
    tagging = [s for s in others if "Tag" in "".join(actions([s]))]
    assert len(tagging) == 2
    for one in tagging:
        keys = one["Condition"]["ForAllValues:StringEquals"]["aws:TagKeys"]
        assert all(key.startswith("budget-check:") for key in keys)


def test_writes_stay_in_the_account(full: Stack) -> None:
    anywhere = {"kms:CreateKey", "kms:TagResource"}
    for one in full.statements("mend", "Writes"):
        if one["Effect"] == "Allow" and not actions([one]) <= anywhere:
            assert ":${AWS::AccountId}:" in one["Resource"]["Fn::Sub"], one["Sid"]


def tables_of(statement: Json) -> set[str]:
    found = set()
    for one in listed(statement["Resource"]):
        found.add(
            one["Fn::GetAtt"][0] if "Fn::GetAtt" in one else one["Fn::Sub"][2:].partition(".")[0]
        )
    return found


def sends(statements: Iterable[Json]) -> set[str]:
    asked = [one for one in statements if "sqs:SendMessage" in actions([one])]
    return {queue["Fn::GetAtt"][0] for one in asked for queue in listed(one["Resource"])}


def assumed(statements: Iterable[Json]) -> set[str]:
    asked = [one for one in statements if "sts:AssumeRole" in actions([one])]
    return {one["Resource"]["Fn::Sub"] for one in asked}
