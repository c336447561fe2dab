"""Functions that run elsewhere: what SNS and CloudTrail hand to an address on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import botocore.exceptions
import pytest

from playground.aws.control import ControlError
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.waiting import until

FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:budget-check-events"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"


class Heard(ThreadingHTTPServer):
    """What was POSTed, oldest first; the first `refusing` requests are refused."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.events: list[dict[str, Any]] = []
        self.refusing = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/events"

    def until(self, count: int) -> list[dict[str, Any]]:
        until(lambda: len(self.events) >= count)
        return self.events


class _Handler(BaseHTTPRequestHandler):
    server: Heard

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        refused = self.server.refusing > 0
        self.server.refusing -= refused
        if not refused:
            self.server.events.append(body)
        self.send_response(503 if refused else 202)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def heard(embedded_aws: EmbeddedAws) -> Iterator[Heard]:
    with Heard() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        embedded_aws.reset()
        server.shutdown()
        thread.join()


@pytest.fixture
def subscribed(embedded_aws: EmbeddedAws, heard: Heard) -> Any:
    embedded_aws.control.run_externally(FUNCTION, heard.url, events=True)
    sns = embedded_aws.client("sns")
    sns.create_topic(Name="alerts")
    sns.subscribe(TopicArn=TOPIC, Protocol="lambda", Endpoint=FUNCTION)
    heard.until(2)  # CreateTopic, Subscribe
    heard.events.clear()
    return sns


def test_the_function_is_there_and_lets_topics_and_rules_in(
    embedded_aws: EmbeddedAws, heard: Heard
) -> None:
    client = embedded_aws.client("lambda")
    with pytest.raises(botocore.exceptions.ClientError, match="ResourceNotFoundException"):
        client.get_function(FunctionName=FUNCTION)
    embedded_aws.control.run_externally(FUNCTION, heard.url)
    found = client.get_function(FunctionName=FUNCTION)["Configuration"]
    assert found["FunctionArn"] == FUNCTION and found["Runtime"] == "python3.13"
    policy = json.loads(client.get_policy(FunctionName=FUNCTION)["Policy"])
    assert [one["Principal"]["Service"] for one in policy["Statement"]] == [
        "events.amazonaws.com",
        "sns.amazonaws.com",
    ]
    assert policy["Statement"][1]["Condition"] == {
        "ArnLike": {"AWS:SourceArn": f"arn:aws:sns:*:{ACCOUNT}:*"}
    }


def test_sns_hands_over_each_message_once_and_in_order(heard: Heard, subscribed: Any) -> None:
    for number in range(20):
        subscribed.publish(TopicArn=TOPIC, Message=f"no {number}", Subject="about")
    events = heard.until(20)
    assert [one["Records"][0]["Sns"]["Message"] for one in events] == [
        f"no {number}" for number in range(20)
    ]
    (record,) = events[0]["Records"]
    assert record["EventSource"] == "aws:sns" and record["EventVersion"] == "1.0"
    assert record["EventSubscriptionArn"].startswith(TOPIC + ":")
    message = record["Sns"]
    assert (message["Type"], message["TopicArn"], message["Subject"]) == (
        "Notification",
        TOPIC,
        "about",
    )
    assert message["MessageAttributes"] == {} and message["Timestamp"].endswith("Z")
    assert len({one["Records"][0]["Sns"]["MessageId"] for one in events}) == 20


def test_a_message_without_subject_has_null(heard: Heard, subscribed: Any) -> None:
    subscribed.publish(TopicArn=TOPIC, Message="text")
    assert heard.until(1)[0]["Records"][0]["Sns"]["Subject"] is None


def test_what_is_refused_is_tried_again_and_nothing_overtakes_it(
    embedded_aws: EmbeddedAws, heard: Heard, subscribed: Any
) -> None:
    heard.refusing = 2
    subscribed.publish(TopicArn=TOPIC, Message="first")
    subscribed.publish(TopicArn=TOPIC, Message="second")
    said = [one["Records"][0]["Sns"]["Message"] for one in heard.until(2)]
    assert said == ["first", "second"]
    until(lambda: len(embedded_aws.control.invocations(FUNCTION)) == 4)
    assert {one.outcome for one in embedded_aws.control.invocations(FUNCTION)} == {"taken"}


def test_what_is_never_taken_is_lost_and_said_to_be(
    embedded_aws: EmbeddedAws, heard: Heard, subscribed: Any
) -> None:
    heard.refusing = 5
    subscribed.publish(TopicArn=TOPIC, Message="first")
    subscribed.publish(TopicArn=TOPIC, Message="second")
    assert heard.until(1)[0]["Records"][0]["Sns"]["Message"] == "second"
    until(lambda: len(embedded_aws.control.invocations(FUNCTION)) == 4)
    outcomes = [one.outcome for one in embedded_aws.control.invocations(FUNCTION)]
    assert outcomes == ["taken", "taken", "lost", "taken"]


def test_a_function_whose_policy_is_silent_gets_nothing(
    embedded_aws: EmbeddedAws, heard: Heard, subscribed: Any
) -> None:
    client = embedded_aws.client("lambda")
    client.remove_permission(FunctionName=FUNCTION, StatementId="sns")
    subscribed.publish(TopicArn=TOPIC, Message="text")
    assert [one.outcome for one in embedded_aws.control.messages(TOPIC)] == ["failed"]


def test_an_invocation_by_hand_arrives_too(
    embedded_aws: EmbeddedAws, heard: Heard, subscribed: Any
) -> None:
    answer = embedded_aws.client("lambda").invoke(
        FunctionName="budget-check-events", Payload=b'{"source": "by hand"}'
    )
    assert answer["StatusCode"] == 200 and "FunctionError" not in answer
    assert heard.until(1) == [{"source": "by hand"}]


def test_an_event_goes_to_each_function_that_listens(
    embedded_aws: EmbeddedAws, heard: Heard, subscribed: Any
) -> None:
    embedded_aws.control.run_externally(FUNCTION + "-deaf", heard.url)
    assert embedded_aws.control.put_event({"source": "a.schedule"}) == 1
    assert heard.until(1) == [{"source": "a.schedule"}]
    assert embedded_aws.control.invocations(FUNCTION + "-deaf") == []


def test_a_reset_forgets_it(embedded_aws: EmbeddedAws, heard: Heard, subscribed: Any) -> None:
    embedded_aws.reset()
    with pytest.raises(ControlError, match=r"no function .* runs elsewhere"):
        embedded_aws.control.invocations(FUNCTION)
    embedded_aws.client("sns").create_topic(Name="other")
    assert heard.events == []


@pytest.mark.parametrize(
    ("function", "url", "sentence"),
    [
        (FUNCTION, "http://example.com/events", "url must be an http address on 127.0.0.1"),
        (FUNCTION, "file:///etc/passwd", "url must be an http address on 127.0.0.1"),
        ("budget-check-events", "http://127.0.0.1:1/", "arn must be a function's"),
        (TOPIC, "http://127.0.0.1:1/", "arn must be a function's"),
    ],
)
def test_what_is_wrong_gets_one_sentence(
    embedded_aws: EmbeddedAws, function: str, url: str, sentence: str
) -> None:
    with pytest.raises(ControlError, match=sentence):
        embedded_aws.control.run_externally(function, url)
