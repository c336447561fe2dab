"""Every property that becomes an argument of an AWS call, against the model of that call.

CloudFormation hands most properties on to the service's API, which refuses what its model forbids:
patterns, lengths, ranges and enumerations, as botocore carries them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session

from tools.template import Json


@dataclass(frozen=True, slots=True)
class Calls:
    """What CloudFormation calls to make a resource, as `service.Operation`.

    `parts` are properties whose members are arguments of another call, `own` what CloudFormation
    sends in a form of its own: cfn-lint judges that.
    """

    made_by: tuple[str, ...]
    parts: Mapping[str, str] | None = None
    own: frozenset[str] = frozenset()


_QUEUE = frozenset(
    {
        *("RedriveAllowPolicy", "RedrivePolicy", "MessageRetentionPeriod"),
        *("SqsManagedSseEnabled", "VisibilityTimeout"),
    }
)
CALLS = {
    "AWS::ApiGatewayV2::Api": Calls(("apigatewayv2.CreateApi",)),
    "AWS::ApiGatewayV2::Integration": Calls(("apigatewayv2.CreateIntegration",)),
    "AWS::ApiGatewayV2::Route": Calls(("apigatewayv2.CreateRoute",)),
    "AWS::ApiGatewayV2::Stage": Calls(("apigatewayv2.CreateStage",)),
    "AWS::CloudFormation::WaitConditionHandle": Calls(()),
    "AWS::CloudWatch::Alarm": Calls(("cloudwatch.PutMetricAlarm",)),
    "AWS::CloudWatch::Dashboard": Calls(("cloudwatch.PutDashboard",)),
    "AWS::DynamoDB::Table": Calls(
        ("dynamodb.CreateTable", "dynamodb.UpdateTimeToLive", "dynamodb.UpdateContinuousBackups")
    ),
    "AWS::Events::EventBus": Calls(("events.CreateEventBus",)),
    "AWS::Events::EventBusPolicy": Calls(("events.PutPermission",), own=frozenset({"Statement"})),
    "AWS::Events::Rule": Calls(("events.PutRule", "events.PutTargets")),
    "AWS::IAM::Role": Calls(("iam.CreateRole",), parts={"Policies": "iam.PutRolePolicy"}),
    "AWS::Lambda::EventInvokeConfig": Calls(("lambda.PutFunctionEventInvokeConfig",)),
    "AWS::Lambda::EventSourceMapping": Calls(("lambda.CreateEventSourceMapping",)),
    "AWS::Lambda::Function": Calls(("lambda.CreateFunction", "lambda.PutFunctionConcurrency")),
    "AWS::Lambda::Permission": Calls(("lambda.AddPermission",)),
    "AWS::Logs::LogGroup": Calls(("logs.CreateLogGroup", "logs.PutRetentionPolicy")),
    "AWS::S3::Bucket": Calls(
        ("s3.CreateBucket",),
        own=frozenset(
            {"BucketEncryption", "VersioningConfiguration", "PublicAccessBlockConfiguration"}
        ),
    ),
    "AWS::S3::BucketPolicy": Calls(("s3.PutBucketPolicy",), own=frozenset({"PolicyDocument"})),
    "AWS::SNS::Topic": Calls(("sns.CreateTopic",)),
    "AWS::SQS::Queue": Calls(("sqs.CreateQueue",), own=_QUEUE),
    "AWS::SQS::QueuePolicy": Calls(
        ("sqs.SetQueueAttributes",), own=frozenset({"PolicyDocument", "Queues"})
    ),
    "AWS::Scheduler::Schedule": Calls(("scheduler.CreateSchedule",)),
}


def problems(resolved: Json) -> Iterator[str]:
    """What an API would refuse of a template without references: a sentence each."""
    for name, one in resolved["Resources"].items():
        calls = CALLS.get(one["Type"])
        if calls is None:
            yield f"{name}: which calls make a {one['Type']} is not known to tools/gates/api.py."
            continue
        for said in _resource(calls, one.get("Properties", {})):
            yield f"{name}.{said}"


def _resource(calls: Calls, properties: Json) -> Iterator[str]:
    arguments = {k: v for call in calls.made_by for k, v in _arguments(call).items()}
    parts = calls.parts or {}
    for key, value in properties.items():
        if key in parts:
            for index, one in enumerate(value):
                for said in _resource(Calls((parts[key],)), one):
                    yield f"{key}[{index}].{said}"
        elif key.lower() in arguments:
            yield from _judged(arguments[key.lower()], value, key)
        elif key not in calls.own:
            yield f"{key} is no argument of {' or '.join(calls.made_by)}."


@cache
def _arguments(call: str) -> Mapping[str, Any]:
    """The members of the call's input by name; CloudFormation spells some with a capital."""
    service, operation = call.split(".")
    shape = _session().get_service_model(service).operation_model(operation).input_shape
    return {name.lower(): one for name, one in shape.members.items()} if shape else {}


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


def _judged(shape: Any, value: Any, where: str) -> Iterator[str]:
    """What this shape of botocore's forbids of the value."""
    if shape.type_name == "string":
        yield from _text(shape, value if isinstance(value, str) else json.dumps(value), where)
    elif shape.type_name in {"integer", "long", "double", "float"}:
        yield from _range(shape, float(value), where, "")
    elif shape.type_name == "list" and isinstance(value, list):
        yield from _range(shape, len(value), where, " entries")
        for index, one in enumerate(value):
            yield from _judged(shape.member, one, f"{where}[{index}]")
    elif shape.type_name == "structure" and isinstance(value, dict):
        members = {name.lower(): member for name, member in shape.members.items()}
        for key, one in value.items():
            if key.lower() in members:
                yield from _judged(members[key.lower()], one, f"{where}.{key}")
    elif shape.type_name == "map" and isinstance(value, dict):
        for key, one in value.items():
            yield from _judged(shape.key, key, f"{where}.{key}")
            yield from _judged(shape.value, one, f"{where}.{key}")


def _text(shape: Any, text: str, where: str) -> Iterator[str]:
    yield from _range(shape, len(text), where, " characters")
    pattern = shape.metadata.get("pattern")
    # Java's patterns: what Python has no word for raises, and is not passed over.
    if pattern and not re.fullmatch(pattern, text):
        yield f"{where} is {text!r}, which does not match {pattern}"
    if shape.enum and text not in shape.enum:
        yield f"{where} is {text!r}, which is none of {', '.join(shape.enum)}"


def _range(shape: Any, size: float, where: str, what: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if not (least or 0) <= size <= (size if most is None else most):
        yield f"{where} has {size:g}{what}: from {least} to {most} are allowed."
