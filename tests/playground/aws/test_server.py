"""The server as a process: its words, its end, its speed, its control plane."""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import botocore.config
import botocore.exceptions
import pytest

from playground.aws.control import ControlError
from playground.aws.process import ROOT, free_port, start, stop
from tests.conftest import ACCOUNT, EmbeddedAws


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "playground.aws", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once(word: signal.Signals) -> None:
    server = start()
    before = time.monotonic()
    server.process.send_signal(word)
    assert server.process.wait(timeout=5) == 0
    assert time.monotonic() - before < 1


def test_a_used_port_gets_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("--port", str(port), "--scenario", "none")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        f"Port {port} is in use: stop what listens there, or take another --port."
    ]


def test_an_unknown_scenario_lists_the_known_ones() -> None:
    done = run("--port", "0", "--scenario", "no-such-thing")
    assert done.returncode == 2
    assert done.stderr.startswith("There is no scenario 'no-such-thing'. Known are: ")
    assert len(done.stderr.splitlines()) == 1


def test_without_its_environment_it_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playground", tmp_path / "playground")
    done = subprocess.run(
        [sys.executable, "-m", "playground.aws"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "The embedded AWS is not installed (.venv-aws is missing): run `make setup`.\n"
    )


def test_it_prints_its_address_in_one_line() -> None:
    with tempfile.TemporaryFile() as said:
        server = start(output=said)
        stop(server.process)
        said.seek(0)
        words = said.read().decode()
    assert words == f"The embedded AWS answers at {server.url} (Ctrl-C stops it).\n"


def test_it_listens_on_loopback_only() -> None:
    port = free_port()
    server = start(port=port)
    try:
        listening = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=False)
        addresses = [line.split()[3] for line in listening.stdout.splitlines()]
        ours = [address for address in addresses if address.endswith(f":{port}")]
        assert set(ours) <= {f"127.0.0.1:{port}"}
    finally:
        stop(server.process)


def test_latency_of_parallel_calls_overlaps(embedded_aws: EmbeddedAws) -> None:
    sqs = embedded_aws.client("sqs")
    sqs.list_queues()
    embedded_aws.fault("sqs", latency=0.05)
    before = time.monotonic()
    with ThreadPoolExecutor(24) as pool:
        list(pool.map(lambda _: sqs.list_queues(), range(24)))
    assert 0.05 <= time.monotonic() - before < 24 * 0.05 / 2


def test_calls_are_recorded_with_account_and_region(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.client("sns", "eu-west-1", account="222222222222").list_topics()
    embedded_aws.client("budgets").describe_budgets(AccountId="111111111111")
    embedded_aws.client("cloudwatch").list_metrics()
    seen = [(c.service, c.operation, c.account, c.region) for c in embedded_aws.control.calls()]
    assert seen == [
        ("sns", "ListTopics", "222222222222", "eu-west-1"),
        ("budgets", "DescribeBudgets", "111111111111", "us-east-1"),
        ("cloudwatch", "ListMetrics", "111111111111", "us-east-1"),
    ]


@pytest.mark.parametrize(
    ("service", "call"),
    [
        ("kms", lambda client: client.list_keys()),
        ("sns", lambda client: client.list_topics()),
        ("cloudwatch", lambda client: client.list_metrics()),
        ("lambda", lambda client: client.list_functions()),
        ("sqs", lambda client: client.list_queues()),
        ("budgets", lambda client: client.describe_budgets(AccountId="111111111111")),
    ],
)
def test_an_injected_error_has_the_shape_of_its_protocol(
    embedded_aws: EmbeddedAws, service: str, call: object
) -> None:
    assert callable(call)
    embedded_aws.fault(service, code="ThrottlingException", message="Rate exceeded", times=2)
    client = embedded_aws.client(service)
    for _ in range(2):
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            call(client)
        assert caught.value.response["Error"]["Code"] == "ThrottlingException"
        assert caught.value.response["Error"]["Message"] == "Rate exceeded"
    call(client)


def test_a_connection_can_be_reset(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("sns", "ListTopics", how="reset", times=1)
    sns = embedded_aws.client("sns")
    with pytest.raises(botocore.exceptions.ConnectionClosedError):
        sns.list_topics()
    sns.list_topics()


def test_a_call_can_be_left_hanging(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("sns", "ListTopics", how="hang")
    config = botocore.config.Config(retries={"total_max_attempts": 1}, read_timeout=0.2)
    sns = boto3.client(
        "sns",
        region_name="us-east-1",
        endpoint_url=embedded_aws.url,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="test",
        config=config,
    )
    with pytest.raises(botocore.exceptions.ReadTimeoutError):
        sns.list_topics()
    sns.close()
    embedded_aws.control.forget_faults()
    embedded_aws.client("sns").list_topics()


def test_a_fault_that_makes_no_sense_is_refused(embedded_aws: EmbeddedAws) -> None:
    with pytest.raises(ControlError, match="how must be"):
        embedded_aws.fault("sns", how="explode")


def test_a_reset_forgets_everything(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.client("sns").create_topic(Name="alerts")
    embedded_aws.fault("sns", code="ThrottlingException")
    embedded_aws.reset()
    assert embedded_aws.control.calls() == []
    assert embedded_aws.client("sns").list_topics()["Topics"] == []


def test_a_fault_can_be_aimed_at_one_resource(embedded_aws: EmbeddedAws) -> None:
    sqs = embedded_aws.client("sqs")
    url = sqs.create_queue(QueueName="one")["QueueUrl"]
    sqs.create_queue(QueueName="two")
    embedded_aws.fault("sqs", text="two", code="InternalError")
    sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        sqs.get_queue_url(QueueName="two")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_a_call_is_quick(embedded_aws: EmbeddedAws) -> None:
    sqs = embedded_aws.client("sqs")
    sqs.list_queues()
    before = time.monotonic()
    for _ in range(50):
        sqs.list_queues()
    assert (time.monotonic() - before) / 50 < 0.02  # 2 ms alone; the machine is shared


def test_it_stops_while_it_is_seeding() -> None:
    port = free_port()
    command = [sys.executable, "-m", "playground.aws", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while process.poll() is None and not _answers(port):
        time.sleep(0.02)
    process.terminate()
    said = b"".join(process.communicate(timeout=5))
    assert (process.returncode, said) == (0, b"")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_ends_with_whoever_started_it() -> None:
    words = (
        "import os; from playground.aws.process import start;"
        "print(start().url.rpartition(':')[2], flush=True); os._exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, check=False)
    port, deadline = int(done.stdout), time.monotonic() + 5
    while _answers(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _answers(port)
