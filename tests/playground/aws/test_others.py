"""The smaller services: Chatbot, Lambda, SQS, DynamoDB, SSM, STS, and refused credentials."""

import io
import json
import zipfile
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

OTHER_ROLE = f"arn:aws:iam::{ACCOUNT}:role/other"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"


def refusal(call: Any, **given: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_chat_configurations(embedded_aws: EmbeddedAws) -> None:
    control = embedded_aws.control
    topics = {"SnsTopicArns": [TOPIC]}
    control.put_chatbot(ACCOUNT, "slack", {"ConfigurationName": "a", **topics})
    disabled = {"State": "DISABLED", "StateReason": "the channel is archived"}
    control.put_chatbot(ACCOUNT, "slack", {"ConfigurationName": "b", **topics, **disabled})
    control.put_chatbot(ACCOUNT, "teams", topics)
    control.put_chatbot(ACCOUNT, "chime", topics)
    for region in ("us-east-2", "us-west-2", "ap-southeast-1", "eu-west-1"):
        chatbot = embedded_aws.client("chatbot", region)
        first, second = chatbot.describe_slack_channel_configurations()[
            "SlackChannelConfigurations"
        ]
        assert (first["State"], second["State"]) == ("ENABLED", "DISABLED")
        assert first["SnsTopicArns"] == [TOPIC]
    teams = chatbot.list_microsoft_teams_channel_configurations()["TeamChannelConfigurations"]
    chime = chatbot.describe_chime_webhook_configurations()["WebhookConfigurations"]
    assert [one["SnsTopicArns"] for one in (*teams, *chime)] == [[TOPIC], [TOPIC]]
    page = chatbot.describe_slack_channel_configurations(MaxResults=1)
    rest = chatbot.describe_slack_channel_configurations(NextToken=page["NextToken"])
    assert [one["ConfigurationName"] for one in rest["SlackChannelConfigurations"]] == ["b"]


def test_chatbot_answers_in_four_regions_and_under_iam(embedded_aws: EmbeddedAws) -> None:
    elsewhere = embedded_aws.client("chatbot", "us-east-1")
    code, _ = refusal(elsewhere.describe_slack_channel_configurations)
    assert code == "InvalidRequestException"
    nobody = embedded_aws.client("chatbot", "us-east-2", **embedded_aws.as_role("nothing"))
    code, message = refusal(nobody.describe_slack_channel_configurations)
    assert code == "AccessDeniedException"
    assert "chatbot:DescribeSlackChannelConfigurations" in message
    allow = {"Effect": "Allow", "Action": "chatbot:Describe*", "Resource": "*"}
    reader = embedded_aws.client("chatbot", "us-east-2", **embedded_aws.as_role("reader", allow))
    assert reader.describe_slack_channel_configurations()["SlackChannelConfigurations"] == []


def function(aws: EmbeddedAws) -> Any:
    client = aws.client("lambda")
    aws.as_role("alerts")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", "def handler(event, context):\n    return None\n")
    client.create_function(
        FunctionName="alerts",
        Runtime="python3.13",
        Role=f"arn:aws:iam::{ACCOUNT}:role/alerts",
        Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
    )
    return client


def test_a_functions_policy(embedded_aws: EmbeddedAws) -> None:
    client = function(embedded_aws)
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:alerts"
    assert client.get_function(FunctionName=arn)["Configuration"]["FunctionArn"] == arn
    assert refusal(client.get_policy, FunctionName=arn)[0] == "ResourceNotFoundException"
    client.add_permission(
        FunctionName="alerts",
        StatementId="sns",
        Action="lambda:InvokeFunction",
        Principal="sns.amazonaws.com",
        SourceArn=TOPIC,
    )
    (statement,) = json.loads(client.get_policy(FunctionName=arn)["Policy"])["Statement"]
    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert statement["Condition"] == {"ArnLike": {"AWS:SourceArn": TOPIC}}
    gone = arn.replace("alerts", "none")
    assert refusal(client.get_policy, FunctionName=gone)[0] == "ResourceNotFoundException"
    assert refusal(client.get_function, FunctionName=gone)[0] == "ResourceNotFoundException"
    nobody = embedded_aws.client("lambda", **embedded_aws.as_role("nothing"))
    code, message = refusal(nobody.get_policy, FunctionName=arn)
    assert code == "AccessDeniedException"
    assert f"lambda:GetPolicy on resource: {arn}" in message


def test_a_queues_attributes(embedded_aws: EmbeddedAws) -> None:
    sqs = embedded_aws.client("sqs")
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    url = sqs.create_queue(
        QueueName="inbox", Attributes={"Policy": policy, "KmsMasterKeyId": "alias/aws/sqs"}
    )["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy", "KmsMasterKeyId"])
    assert found["Attributes"] == {"Policy": policy, "KmsMasterKeyId": "alias/aws/sqs"}
    code, _ = refusal(
        sqs.get_queue_attributes, QueueUrl=url.replace("inbox", "none"), AttributeNames=["All"]
    )
    assert code in ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")
    assert refusal(sqs.get_queue_url, QueueName="none")[0] in (
        "AWS.SimpleQueueService.NonExistentQueue",
        "QueueDoesNotExist",
    )


def test_a_conditional_write_and_a_parameter(embedded_aws: EmbeddedAws) -> None:
    dynamodb = embedded_aws.client("dynamodb")
    dynamodb.create_table(
        TableName="changes",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    given = {
        "TableName": "changes",
        "Item": {"id": {"S": "1"}},
        "ConditionExpression": "attribute_not_exists(id)",
    }
    dynamodb.put_item(**given)
    assert refusal(dynamodb.put_item, **given)[0] == "ConditionalCheckFailedException"
    ssm = embedded_aws.client("ssm")
    ssm.put_parameter(Name="/bot/slack", Value="secret", Type="SecureString")
    found = ssm.get_parameter(Name="/bot/slack", WithDecryption=True)["Parameter"]
    assert found["Value"] == "secret"


@pytest.mark.parametrize(
    ("service", "action", "given"),
    [
        ("cloudwatch", "GetMetricData", {"MetricDataQueries": [], "StartTime": 0, "EndTime": 60}),
        ("sqs", "GetQueueUrl", {"QueueName": "inbox"}),
        ("sqs", "CreateQueue", {"QueueName": "inbox"}),
        ("dynamodb", "GetItem", {"TableName": "t", "Key": {"id": {"S": "1"}}}),
        ("ssm", "GetParameter", {"Name": "/bot/slack"}),
        ("iam", "GetRole", {"RoleName": "nothing"}),
        ("sts", "AssumeRole", {"RoleArn": OTHER_ROLE, "RoleSessionName": "test"}),
        ("sns", "Publish", {"TopicArn": TOPIC, "Message": "text"}),
        ("kms", "CreateKey", {}),
        ("lambda", "GetFunction", {"FunctionName": "alerts"}),
        ("cloudtrail", "LookupEvents", {}),
    ],
)
def test_every_service_asks_iam(
    embedded_aws: EmbeddedAws, service: str, action: str, given: dict[str, Any]
) -> None:
    role = embedded_aws.as_role("nothing")
    client = embedded_aws.client(service, **role)
    name = "".join(f"_{c.lower()}" if c.isupper() else c for c in action).lstrip("_")
    code, message = refusal(getattr(client, name), **given)
    assert code in ("AccessDenied", "AccessDeniedException", "AuthorizationError")
    prefix = "SNS" if service == "sns" else service
    assert f"not authorized to perform: {prefix}:{action} on resource: " in message


def test_who_one_is(embedded_aws: EmbeddedAws) -> None:
    root = embedded_aws.client("sts", account="222222222222").get_caller_identity()
    assert root["Arn"] == "arn:aws:iam::222222222222:root"
    role = embedded_aws.as_role("bot")
    found = embedded_aws.client("sts", **role).get_caller_identity()
    assert (found["Account"], found["Arn"].split("/")[1]) == (ACCOUNT, "bot")


def test_a_role_of_another_account_wants_its_external_id(embedded_aws: EmbeddedAws) -> None:
    other = "222222222222"
    trust = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": "budget-check"}},
    }
    iam = embedded_aws.client("iam", account=other)
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = iam.create_role(RoleName="read", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    view = {"Effect": "Allow", "Action": "budgets:ViewBudget", "Resource": "*"}
    may = json.dumps({"Version": "2012-10-17", "Statement": [view]})
    iam.put_role_policy(RoleName="read", PolicyName="may", PolicyDocument=may)
    sts = embedded_aws.client("sts")
    given = {"RoleArn": arn, "RoleSessionName": "test"}
    assert refusal(sts.assume_role, **given)[0] == "AccessDenied"
    keys = sts.assume_role(**given, ExternalId="budget-check")["Credentials"]
    budgets = embedded_aws.client(
        "budgets",
        account=keys["AccessKeyId"],
        secret=keys["SecretAccessKey"],
        token=keys["SessionToken"],
    )
    assert budgets.describe_budgets(AccountId=other)["Budgets"] == []
    assert refusal(budgets.describe_budgets, AccountId=ACCOUNT)[0] == "AccessDeniedException"
    assert embedded_aws.control.calls("budgets")[0].account == other


@pytest.mark.parametrize(
    ("service", "code", "call"),
    [
        ("sts", "ExpiredToken", lambda client: client.get_caller_identity()),
        ("sns", "ExpiredToken", lambda client: client.list_topics()),
        ("kms", "ExpiredTokenException", lambda client: client.list_keys()),
        (
            "budgets",
            "ExpiredTokenException",
            lambda client: client.describe_budgets(AccountId=ACCOUNT),
        ),
        ("cloudwatch", "ExpiredTokenException", lambda client: client.list_metrics()),
    ],
)
def test_expired_credentials(embedded_aws: EmbeddedAws, service: str, code: str, call: Any) -> None:
    expired = embedded_aws.client(service, account="EXPIRED0000000000000")
    assert refusal(call, client=expired)[0] == code
    role = embedded_aws.as_role("bot")
    embedded_aws.control.expire(str(role["token"]))
    assert refusal(call, client=embedded_aws.client(service, **role))[0] == code


@pytest.mark.parametrize(
    ("service", "code", "call"),
    [
        ("sts", "InvalidClientTokenId", lambda client: client.get_caller_identity()),
        ("kms", "UnrecognizedClientException", lambda client: client.list_keys()),
        (
            "budgets",
            "UnrecognizedClientException",
            lambda client: client.describe_budgets(AccountId=ACCOUNT),
        ),
    ],
)
def test_unknown_credentials(embedded_aws: EmbeddedAws, service: str, code: str, call: Any) -> None:
    unknown = embedded_aws.client(service, account="AKIAUNKNOWN000000000")
    assert refusal(call, client=unknown)[0] == code
