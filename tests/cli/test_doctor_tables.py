"""The doctor on tables, queues, tickets and the clock: each test breaks one thing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.cli.doctor._checks import DoctorFinding
from tests.cli.deployed import SERVICE, Deployed, found, troubles


def one(deployed: Deployed) -> DoctorFinding:
    """The only trouble there is."""
    (trouble,) = troubles(deployed.examine())
    return trouble


def unprotect(deployed: Deployed, table: str) -> None:
    deployed.aws.client("dynamodb").update_table(
        TableName=f"{SERVICE}-{table}", DeletionProtectionEnabled=False
    )


def delete(deployed: Deployed, table: str) -> None:
    unprotect(deployed, table)
    deployed.aws.client("dynamodb").delete_table(TableName=f"{SERVICE}-{table}")


def test_a_table_that_is_not_there(deployed: Deployed) -> None:
    delete(deployed, "leases")
    wrong = one(deployed)
    assert (wrong.about, wrong.status) == (f"{SERVICE}-leases", "wrong")
    assert wrong.says == "is not there." and "make deploy" in wrong.do


def test_a_table_without_its_index(deployed: Deployed) -> None:
    make(deployed, "changes", ["pk"], [])
    assert one(deployed).says == "lacks the index open."


def test_a_table_with_other_keys(deployed: Deployed) -> None:
    make(deployed, "verdicts", ["sk", "pk"], [])
    assert one(deployed).says == "has other keys: it has sk and pk, and needs pk and sk."


def test_a_table_without_time_to_live(deployed: Deployed) -> None:
    make(deployed, "leases", ["pk"], [])
    assert "no time to live on the attribute ttl" in one(deployed).says


def make(deployed: Deployed, table: str, keys: list[str], _indexes: list[str]) -> None:
    """A table in the place of the right one, safe, with these keys and no index."""
    delete(deployed, table)
    client, name = deployed.aws.client("dynamodb"), f"{SERVICE}-{table}"
    kinds = ("HASH", "RANGE")
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        KeySchema=[
            {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, kinds, strict=False)
        ],
    )
    client.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )


def test_a_table_that_could_be_deleted(deployed: Deployed) -> None:
    unprotect(deployed, "log")
    warned = one(deployed)
    assert (warned.about, warned.status) == (f"{SERVICE}-log", "warning")
    assert warned.says == "works, without deletion protection."


def test_a_table_that_could_not_be_recovered(deployed: Deployed) -> None:
    deployed.aws.client("dynamodb").update_continuous_backups(
        TableName=f"{SERVICE}-log",
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False},
    )
    assert one(deployed).says == "works, without point-in-time recovery."


def test_tables_that_may_not_be_looked_at(deployed: Deployed) -> None:
    others = {"Effect": "Allow", "NotAction": "dynamodb:*", "Resource": "*"}
    every = troubles(deployed.examine(**deployed.aws.as_role("operator", others)))
    assert {trouble.status for trouble in every} == {"could not tell"}
    assert len(every) == 6 and "dynamodb:DescribeTable" in every[0].do


def test_a_queue_that_is_not_there(deployed: Deployed) -> None:
    deployed.aws.client("sqs").delete_queue(QueueUrl=deployed.url("check"))
    told = one(deployed)
    assert told.about == "queue check" and told.says.startswith("There is no queue at http")
    assert told.status == "could not tell" and "SQS answers both alike" in told.says


def test_a_queue_without_a_dead_letter_queue(deployed: Deployed) -> None:
    deployed.aws.client("sqs").set_queue_attributes(
        QueueUrl=deployed.url("mend"), Attributes={"RedrivePolicy": ""}
    )
    assert one(deployed).says == "has no dead-letter queue: a job that fails is lost."


def test_a_dead_letter_queue_that_is_gone(deployed: Deployed) -> None:
    deployed.aws.client("sqs").delete_queue(QueueUrl=deployed.url("mend-dead"))
    assert "mend-dead is not there" in one(deployed).says


def test_jobs_that_were_given_up(deployed: Deployed) -> None:
    for _ in range(2):
        deployed.aws.client("sqs").send_message(
            QueueUrl=deployed.url("check-dead"), MessageBody="{}"
        )
    wrong = one(deployed)
    assert (wrong.about, wrong.status) == ("queue check", "wrong")
    assert wrong.says == "2 jobs given up, in its dead-letter queue."
    assert wrong.lines == ("python -m bot redrive --stage test",)
    assert "with --yes" in wrong.do


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("events-failed", "what events could not hand on"),
        ("events-dead", "what did not reach events"),
        ("subscription-dead", "what SNS could not deliver"),
        ("inbox-dead", "what events could not take from an inbox"),
    ],
)
def test_what_was_kept(deployed: Deployed, name: str, about: str) -> None:
    assert found(deployed.examine(), about).says == "nothing."
    deployed.aws.client("sqs").send_message(QueueUrl=deployed.url(name), MessageBody="{}")
    wrong = one(deployed)
    assert (wrong.about, wrong.status) == (about, "wrong")
    assert wrong.says == f"1 message in {SERVICE}-{name}."
    assert wrong.lines == ("python -m bot redrive --stage test",)
    deployed.aws.client("sqs").delete_queue(QueueUrl=deployed.url(name))
    assert one(deployed).status == "could not tell"


def test_a_job_that_waits_long(deployed: Deployed) -> None:
    deployed.aws.client("cloudwatch").put_metric_data(
        Namespace="AWS/SQS",
        MetricData=[
            {
                "MetricName": "ApproximateAgeOfOldestMessage",
                "Dimensions": [{"Name": "QueueName", "Value": f"{SERVICE}-mend"}],
                "Timestamp": datetime.now(UTC),
                "Value": 900.0,
                "Unit": "Seconds",
            }
        ],
    )
    warned = one(deployed)
    assert (warned.about, warned.status) == ("queue mend", "warning")
    assert "waited 900 s" in warned.says
    assert f"aws logs tail /aws/lambda/{SERVICE}-mend --since 1h" in warned.do


def test_a_function_that_gets_no_jobs(deployed: Deployed) -> None:
    deployed.aws.client("lambda").delete_event_source_mapping(UUID=deployed.mapping("check"))
    assert one(deployed).says == f"The function {SERVICE}-check does not read it."


def test_a_mapping_that_is_switched_off(deployed: Deployed) -> None:
    id = deployed.mapping("check")
    deployed.aws.client("lambda").update_event_source_mapping(UUID=id, Enabled=False)
    stopped = one(deployed)
    assert "not Enabled" in stopped.says
    assert stopped.lines == (f"aws lambda update-event-source-mapping --uuid {id} --enabled",)


def test_a_mapping_without_partial_answers(deployed: Deployed) -> None:
    deployed.aws.client("lambda").delete_event_source_mapping(UUID=deployed.mapping("mend"))
    deployed.aws.client("lambda").create_event_source_mapping(
        EventSourceArn=deployed.arn("mend"), FunctionName=f"{SERVICE}-mend"
    )
    assert "lacks ReportBatchItemFailures" in one(deployed).says


def test_a_ticket_setting_that_is_wrong(stage: Deployed) -> None:
    stage.environment["OPSITEM_REGION"] = "Frankfurt"
    stage.build()
    wrong = one(stage)
    assert (wrong.about, wrong.status) == ("OPSITEM_REGION", "wrong")
    assert wrong.says.startswith("is 'Frankfurt', which is no Region")


def test_a_ticket_setting_that_is_none(stage: Deployed) -> None:
    stage.environment["OPSITEM_REGON"] = "eu-west-1"
    stage.build()
    warned = one(stage)
    assert (warned.about, warned.status) == ("OPSITEM_REGON", "warning")


def test_no_ticket_is_opened(deployed: Deployed) -> None:
    assert troubles(deployed.examine()) == []
    assert deployed.aws.client("ssm").describe_ops_items()["OpsItemSummaries"] == []


@pytest.mark.parametrize(
    ("ahead", "status", "way"),
    [(90, "warning", "ahead"), (400, "wrong", "ahead"), (-400, "wrong", "behind")],
)
def test_a_clock_that_is_off(deployed: Deployed, ahead: float, status: str, way: str) -> None:
    deployed.ahead = ahead + 0.5 if ahead > 0 else ahead - 0.5
    every = troubles(deployed.examine())
    assert [trouble.about for trouble in every] == ["against AWS", "against Slack"]
    for trouble in every:
        assert trouble.status == status
        told = re.match(r"The clock here is (\d+) s (ahead|behind)", trouble.says)
        assert told and told[2] == way and abs(int(told[1]) - abs(ahead)) <= 3


def test_a_ticket_system_whose_secret_is_not_there(stage: Deployed) -> None:
    stage.environment["TICKETS"] = "opsitem,jira"
    stage.environment |= {"JIRA_SITE": "https://acme.atlassian.net", "JIRA_PROJECT": "OPS"}
    stage.build()
    missing = one(stage)
    assert (missing.about, missing.status) == ("TICKETS_SECRET_PARAMETER", "wrong")
    assert missing.says.startswith("is missing: Jira needs")


def test_a_secret_without_the_part_of_a_system(stage: Deployed) -> None:
    name = "/budget-check/gate/tickets"
    stage.environment |= {"TICKETS": "jira", "TICKETS_SECRET_PARAMETER": name}
    stage.environment |= {"JIRA_SITE": "https://acme.atlassian.net", "JIRA_PROJECT": "OPS"}
    stage.build()
    assert one(stage).says.startswith(f"The parameter {name} is not there, or empty")
    ssm = stage.aws.client("ssm")
    ssm.put_parameter(Name=name, Value='{"github": {"token": "hush"}}', Type="SecureString")
    assert one(stage).says == f'The parameter {name} has no member "jira".'
