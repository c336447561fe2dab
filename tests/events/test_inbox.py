"""A queue that other accounts' topics deliver to: only what SNS signed is SNS's word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.aws.http.call import RefusedError, SilentError
from bot.core.jobs.alert_threads import Alerted
from bot.core.rsa_signature import CertificateError, key_of, signs
from bot.core.signed_message import read_message
from bot.events.inbox import Inbox
from tests.core.alerts.texts import TOPIC, Said
from tests.events.signed import ALERT, CONFIRMATION, HOST, PATH, Signer

FOREIGN = TOPIC.replace("111122223333", "666666666666")


@pytest.fixture
def sns() -> Signer:
    return Signer()


def jobs(sns: Signer, message: Mapping[str, Any] | str) -> list[Any] | None:
    body = message if isinstance(message, str) else json.dumps(message)
    found = Inbox(sns).jobs(body)
    return None if found is None else [job.what for job in found]


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_message_becomes_the_job_that_it_becomes_by_the_function(
    sns: Signer, version: str
) -> None:
    said = Said()
    expected = Alerted(ALERT["MessageId"], TOPIC, said.subject, said.body, ALERT["Timestamp"])
    assert jobs(sns, sns.signed(ALERT, version)) == [expected]


def test_a_message_without_a_subject_too(sns: Signer) -> None:
    without = {name: value for name, value in ALERT.items() if name != "Subject"}
    (job,) = jobs(sns, sns.signed(without)) or [None]
    assert job.subject == ""


def test_a_certificate_is_fetched_once(sns: Signer) -> None:
    inbox = Inbox(sns)
    for _ in range(3):
        assert inbox.jobs(json.dumps(sns.signed(ALERT)))
    assert sns.fetched == [(HOST, PATH)]


@pytest.mark.parametrize(
    "different",
    [
        {"TopicArn": FOREIGN},
        {"Message": "Budget Name: another"},
        {"Subject": "AWS Budgets: another"},
        {"MessageId": "00000000-0000-0000-0000-000000000000"},
        {"Timestamp": "2027-11-24T12:00:00.000Z"},
        {"Type": "SubscriptionConfirmation", "Token": "t", "SubscribeURL": "https://x"},
        {"Signature": "AAAA"},
        {"Signature": "no base64"},
        {"SignatureVersion": "3"},
        {"SigningCertURL": f"https://sns.eu-central-1.amazonaws.com.evil.test{PATH}"},
        {"SigningCertURL": f"https://evil.test/?https://{HOST}{PATH}"},
        {"SigningCertURL": f"https://sns.evil.test#.amazonaws.com{PATH}"},
        {"SigningCertURL": f"http://{HOST}{PATH}"},
        {"SigningCertURL": f"https://{HOST}/?Action=Publish&x={PATH}"},
        {"SigningCertURL": f"https://bucket.s3.amazonaws.com{PATH}"},
        {"SigningCertURL": f"https://sns.s3-eu-central-1.amazonaws.com{PATH}"},
        {"SigningCertURL": f"https://sns.s3-accelerate.amazonaws.com{PATH}"},
        {"SigningCertURL": f"https://sns.compute-1.amazonaws.com{PATH}"},
        {"SigningCertURL": f"https://sns.cn-north-1.amazonaws.com.cn{PATH}"},
        {"SigningCertURL": f"https://{HOST}:8443{PATH}"},
        {"SigningCertURL": f"https://{HOST}@evil.test{PATH}"},
        {"SigningCertURL": f"https://evil.test@{HOST}{PATH}"},
        {"SigningCertURL": f"https://{HOST}{PATH}\n"},
        {"SigningCertURL": ""},
    ],
    ids=str,
)
def test_whatever_sns_did_not_say_is_nobodys(sns: Signer, different: Mapping[str, str]) -> None:
    assert jobs(sns, {**sns.signed(ALERT), **different}) is None
    assert sns.confirmed == []


@pytest.mark.parametrize("name", ["Message", "Subject", "MessageId", "Token", "UnsubscribeURL"])
def test_what_utf8_cannot_hold_is_nobodys_and_takes_no_other_message_down(
    sns: Signer, name: str
) -> None:
    """A publisher writes the whole with raw delivery on, and SNS's certificates are public."""
    assert jobs(sns, {**sns.signed(ALERT), name: "Budget \ud800"}) is None


@pytest.mark.parametrize(
    ("region", "suffix", "partition"),
    [
        ("us-gov-west-1", "amazonaws.com", "aws-us-gov"),
        ("cn-northwest-1", "amazonaws.com.cn", "aws-cn"),
        ("ap-southeast-2", "amazonaws.com", "aws"),
    ],
)
def test_every_regions_own_host_shows_certificates(
    sns: Signer, region: str, suffix: str, partition: str
) -> None:
    topic = f"arn:{partition}:sns:{region}:111122223333:alerts"
    said = sns.signed({**ALERT, "TopicArn": topic})
    host = f"sns.{region}.{suffix}"
    assert jobs(sns, {**said, "SigningCertURL": f"https://{host}{PATH}"})
    assert sns.fetched == [(host, PATH)]


@pytest.mark.parametrize(
    "body",
    [
        Said().body,
        "{}",
        "[]",
        "null",
        "[" * 5_000,
        json.dumps(ALERT),
        json.dumps({"Type": "Notification", "TopicArn": TOPIC, "Message": 1}),
        json.dumps({"EventSource": "aws:sns", "Sns": ALERT}),
    ],
    ids=lambda body: body[:20],
)
def test_what_a_publisher_writes_with_raw_delivery_on_is_nobodys(sns: Signer, body: str) -> None:
    assert jobs(sns, body) is None
    assert sns.fetched == []


def test_lines_of_a_message_do_not_pass_for_signed_parts(sns: Signer) -> None:
    """What is signed is lines without an escape: here the publisher writes those of another topic
    into the message, and names that topic beside the true signature.
    """
    lines = f"MessageId\n{ALERT['MessageId']}\nTimestamp\n{ALERT['Timestamp']}\nTopicArn\n{FOREIGN}"
    said = sns.signed({**ALERT, "Message": f"Budget\n{lines}\nType\nNotification\n"})
    assert jobs(sns, said) is not None
    assert jobs(sns, {**said, "Message": "Budget", "TopicArn": FOREIGN}) is None
    shifted = {
        **said,
        "Message": "Budget",
        "MessageId": said["Message"].removeprefix("Budget\nMessageId\n")
        + f"\nMessageId\n{ALERT['MessageId']}",
    }
    assert read_message(json.dumps(shifted)) is None, "SNS itself would have signed this text"
    with_topic = f"{FOREIGN}\nType\nNotification"
    assert read_message(json.dumps({**said, "TopicArn": with_topic})) is None


def test_another_key_than_snss(sns: Signer) -> None:
    class Other(Signer):
        def certificate(self, host: str, path: str) -> str:
            return Signer("3072").certificate(host, path)

    assert jobs(Other(), sns.signed(ALERT)) is None


def test_a_certificate_that_is_none_is_no_proof(sns: Signer) -> None:
    for raised in (RefusedError("404", "no such key"), RefusedError("403", "")):
        sns.raises = raised
        assert jobs(sns, sns.signed(ALERT)) is None
    for text in ("", "<html>", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"):
        with pytest.raises(CertificateError):
            key_of(text)
    with pytest.raises(CertificateError, match="too short"):
        key_of(Signer("1024").certificate("", ""))


def test_where_sns_does_not_answer_the_message_comes_again(sns: Signer) -> None:
    said = sns.signed(ALERT)
    sns.raises = SilentError("it is away")
    with pytest.raises(SilentError):
        jobs(sns, said)
    sns.raises = None
    assert jobs(sns, said)


def test_a_subscription_that_sns_asks_about_is_confirmed(sns: Signer) -> None:
    assert jobs(sns, sns.signed(CONFIRMATION)) == []
    assert sns.confirmed == [(TOPIC, CONFIRMATION["Token"])]


@pytest.mark.parametrize("name", ["TopicArn", "Token", "SubscribeURL", "Message"])
def test_one_that_somebody_else_asks_about_is_not(sns: Signer, name: str) -> None:
    different = FOREIGN if name == "TopicArn" else "666"
    assert jobs(sns, {**sns.signed(CONFIRMATION), name: different}) is None
    assert sns.confirmed == []


def test_a_signature_of_another_length_or_value_is_none(sns: Signer) -> None:
    key = key_of(sns.certificate("", ""))
    size = key.modulus.bit_length() // 8
    for signature in (b"", b"\x00" * size, b"\xff" * size, b"\x00" * (size + 1)):
        assert not signs(key, signature, b"text", "sha256")
