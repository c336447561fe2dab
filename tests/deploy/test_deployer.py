"""`deploy/deployer.json`: what whoever deploys a stage needs, and nothing of anybody else's."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.deploy.peer import ALLOWED, Asked, decide
from tests.deploy.stack import Stack, listed
from tools.gates import iam
from tools.gates.resolve import ACCOUNT, resolve
from tools.template import ROOT

REGION = "eu-west-1"
HANDLERS = {
    "AWS::ApiGatewayV2::Api": "apigateway:POST apigateway:GET apigateway:PATCH apigateway:DELETE",
    "AWS::ApiGatewayV2::Integration": "apigateway:POST apigateway:GET apigateway:DELETE",
    "AWS::ApiGatewayV2::Route": "apigateway:POST apigateway:GET apigateway:DELETE",
    "AWS::ApiGatewayV2::Stage": "apigateway:POST apigateway:GET apigateway:PATCH apigateway:DELETE",
    "AWS::CloudWatch::Alarm": "cloudwatch:PutMetricAlarm cloudwatch:DeleteAlarms",
    "AWS::CloudWatch::Dashboard": "cloudwatch:PutDashboard cloudwatch:DeleteDashboards",
    "AWS::DynamoDB::Table": "dynamodb:CreateTable dynamodb:DescribeTable dynamodb:UpdateTable "
    "dynamodb:UpdateTimeToLive dynamodb:UpdateContinuousBackups dynamodb:DescribeTimeToLive "
    "dynamodb:DescribeContinuousBackups dynamodb:TagResource",
    "AWS::Events::EventBus": "events:CreateEventBus events:DescribeEventBus events:DeleteEventBus "
    "events:TagResource",
    "AWS::Events::EventBusPolicy": "events:PutPermission events:RemovePermission",
    "AWS::Events::Rule": "events:PutRule events:DescribeRule events:PutTargets events:DeleteRule "
    "events:RemoveTargets events:ListTargetsByRule",
    "AWS::IAM::Role": "iam:CreateRole iam:GetRole iam:PutRolePolicy iam:DeleteRolePolicy "
    "iam:DeleteRole iam:TagRole iam:UpdateAssumeRolePolicy iam:PutRolePermissionsBoundary "
    "iam:ListRolePolicies iam:GetRolePolicy iam:ListAttachedRolePolicies",
    "AWS::Lambda::EventInvokeConfig": "lambda:PutFunctionEventInvokeConfig "
    "lambda:GetFunctionEventInvokeConfig lambda:DeleteFunctionEventInvokeConfig",
    "AWS::Lambda::EventSourceMapping": "lambda:CreateEventSourceMapping "
    "lambda:DeleteEventSourceMapping lambda:UpdateEventSourceMapping",
    "AWS::Lambda::Function": "lambda:CreateFunction lambda:GetFunction lambda:DeleteFunction "
    "lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:TagResource "
    "lambda:PutFunctionConcurrency lambda:GetFunctionConfiguration",
    "AWS::Lambda::Permission": "lambda:AddPermission lambda:RemovePermission lambda:GetPolicy",
    "AWS::Logs::LogGroup": "logs:CreateLogGroup logs:PutRetentionPolicy logs:DeleteLogGroup "
    "logs:TagResource",
    "AWS::S3::Bucket": "s3:CreateBucket s3:DeleteBucket s3:PutEncryptionConfiguration "
    "s3:PutBucketVersioning s3:PutBucketPublicAccessBlock s3:PutBucketTagging",
    "AWS::S3::BucketPolicy": "s3:PutBucketPolicy s3:GetBucketPolicy s3:DeleteBucketPolicy",
    "AWS::SQS::Queue": "sqs:CreateQueue sqs:GetQueueAttributes sqs:SetQueueAttributes "
    "sqs:DeleteQueue sqs:TagQueue sqs:GetQueueUrl",
    "AWS::SQS::QueuePolicy": "sqs:SetQueueAttributes",
    "AWS::Scheduler::Schedule": "scheduler:CreateSchedule scheduler:GetSchedule "
    "scheduler:UpdateSchedule scheduler:DeleteSchedule",
}
"""What CloudFormation calls for each type: `handlers` of the registry's schemas."""
NAMES = {
    "AWS::CloudWatch::Alarm": ("AlarmName", "arn:aws:cloudwatch:{r}:{a}:alarm:{}"),
    "AWS::CloudWatch::Dashboard": ("DashboardName", "arn:aws:cloudwatch::{a}:dashboard/{}"),
    "AWS::DynamoDB::Table": ("TableName", "arn:aws:dynamodb:{r}:{a}:table/{}"),
    "AWS::Events::EventBus": ("Name", "arn:aws:events:{r}:{a}:event-bus/{}"),
    "AWS::Events::Rule": ("Name", "arn:aws:events:{r}:{a}:rule/{}"),
    "AWS::IAM::Role": ("RoleName", "arn:aws:iam::{a}:role/{}"),
    "AWS::Lambda::Function": ("FunctionName", "arn:aws:lambda:{r}:{a}:function:{}"),
    "AWS::Logs::LogGroup": ("LogGroupName", "arn:aws:logs:{r}:{a}:log-group:{}:*"),
    "AWS::SQS::Queue": ("QueueName", "arn:aws:sqs:{r}:{a}:{}"),
    "AWS::Scheduler::Schedule": ("Name", "arn:aws:scheduler:{r}:{a}:schedule/default/{}"),
}
EVENTS = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:budget-check-gate-events"
OTHERWISE = {
    "AWS::Events::EventBusPolicy": "*",
    "AWS::ApiGatewayV2::Api": f"arn:aws:apigateway:{REGION}::/apis",
    "AWS::ApiGatewayV2::Integration": f"arn:aws:apigateway:{REGION}::/apis/a1/integrations",
    "AWS::ApiGatewayV2::Route": f"arn:aws:apigateway:{REGION}::/apis/a1/routes",
    "AWS::ApiGatewayV2::Stage": f"arn:aws:apigateway:{REGION}::/apis/a1/stages",
    "AWS::Lambda::EventInvokeConfig": EVENTS,
    "AWS::Lambda::EventSourceMapping": f"arn:aws:lambda:{REGION}:{ACCOUNT}:event-source-mapping:m",
    "AWS::Lambda::Permission": EVENTS,
    # By CloudFormation: the stack's name, the logical id and a random end.
    "AWS::S3::Bucket": "arn:aws:s3:::budget-check-gate-serverlessdeploymentbucket-1a2b",
    "AWS::S3::BucketPolicy": "arn:aws:s3:::budget-check-gate-serverlessdeploymentbucket-1a2b",
    "AWS::SQS::QueuePolicy": f"arn:aws:sqs:{REGION}:{ACCOUNT}:budget-check-gate-check",
}


@pytest.fixture(scope="module")
def policy() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((ROOT / "deploy" / "deployer.json").read_text("utf-8"))
    return found


def asked(policy: Mapping[str, Any], action: str, resource: str) -> Asked:
    context = {
        "iam:PassedToService": "lambda.amazonaws.com",
        "lambda:FunctionArn": resource if ":function:" in resource else EVENTS,
    }
    principal = f"arn:aws:iam::{ACCOUNT}:role/deployer"
    return Asked(None, principal, action, resource, ACCOUNT, context, policy)


def resources(stack: Stack) -> list[tuple[str, str]]:
    """Each resource of the template with its ARN."""
    found = []
    for one in resolve(stack.template, REGION, {})["Resources"].values():
        kind, properties = one["Type"], one.get("Properties", {})
        if kind in NAMES:
            key, shape = NAMES[kind]
            found.append((kind, shape.format(properties[key], r=REGION, a=ACCOUNT)))
        else:
            found.append((kind, OTHERWISE[kind]))
    return sorted(set(found))


def test_it_makes_changes_and_removes_every_resource(
    full: Stack, policy: Mapping[str, Any]
) -> None:
    wanted = [(action, arn) for kind, arn in resources(full) for action in HANDLERS[kind].split()]
    # The peer's data has no types for what API Gateway's verbs act on.
    of_api = [pair for pair in wanted if pair[0].startswith("apigateway:")]
    assert [pair for pair in of_api if not named(policy, *pair)] == []
    others = [pair for pair in wanted if pair not in of_api]
    said = decide([asked(policy, action, where(action, arn)) for action, arn in others])
    assert [pair for pair, result in zip(others, said, strict=True) if result != ALLOWED] == []


def where(action: str, arn: str) -> str:
    """A mapping has no ARN before it is made."""
    return "*" if action == "lambda:CreateEventSourceMapping" else arn


def named(policy: Mapping[str, Any], action: str, arn: str) -> bool:
    return any(
        action in listed(one["Action"])
        and any(fnmatch.fnmatchcase(arn, pattern) for pattern in listed(one["Resource"]))
        for one in policy["Statement"]
    )


def test_it_hands_the_roles_over_and_to_nobody_else(policy: Mapping[str, Any]) -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/budget-check-prod-mend"
    given = asked(policy, "iam:PassRole", role)
    elsewhere = Asked(
        None, given.principal, given.action, role, ACCOUNT, {"iam:PassedToService": "ec2"}, policy
    )
    assert decide([given]) == [ALLOWED] != decide([elsewhere])


def test_it_touches_nothing_of_anybody_elses(full: Stack, policy: Mapping[str, Any]) -> None:
    named = [(kind, arn) for kind, arn in resources(full) if "budget-check" in arn]
    foreign = [
        asked(policy, action, arn.replace("budget-check", "payroll"))
        for kind, arn in named
        for action in HANDLERS[kind].split()
        if kind != "AWS::Lambda::EventSourceMapping"
    ]
    assert ALLOWED not in decide(foreign)
    assert ALLOWED not in decide(
        [asked(policy, action, "*") for action in ("iam:AttachRolePolicy", "kms:PutKeyPolicy")]
    )


def test_iam_knows_every_action_and_key(policy: Mapping[str, Any]) -> None:
    data = iam.Data()
    for statement in policy["Statement"]:
        keys = {key for block in statement.get("Condition", {}).values() for key in block}
        for action in listed(statement["Action"]):
            service, _, name = action.lower().partition(":")
            known = fnmatch.filter(data.read("actions", service), name)
            assert known, action
            assert {key.lower() for key in keys} <= data.keys(f"{service}:{known[0]}"), action


def test_it_fits_into_one_managed_policy(policy: Mapping[str, Any]) -> None:
    """6,144 characters, blanks not counted (IAM quotas)."""
    assert len(re.sub(r"\s", "", json.dumps(policy))) <= 6144
