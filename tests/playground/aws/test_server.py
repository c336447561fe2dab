"""The server as a process: its words, its address, its end."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from playground.aws.process import ROOT, bound, start, stop
from playground.scenarios.resources.clients import Clients
from tests.conftest import EmbeddedAws


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "playground.aws", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once(word: signal.Signals) -> None:
    server = start()
    server.process.send_signal(word)
    assert server.process.wait() == 0


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


def test_other_scenarios_can_be_handed_in() -> None:
    words = ["--seeds", "tests.playground.aws.handed_in", "--scenario", "second-topic"]
    command = [sys.executable, "-m", "playground.aws", "--port", "0", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address
        clients = Clients(address[0])
        topics = clients.of("sns", "111111111111", "us-east-1").list_topics()["Topics"]
        clients.close()
        process.terminate()
    assert [topic["TopicArn"].rpartition(":")[2] for topic in topics] == ["second-topic"]


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


def test_every_answer_has_one_date_as_at_aws(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("sts", "GetCallerIdentity", code="Throttling", times=1)
    sts = embedded_aws.client("sts")
    with pytest.raises(ClientError) as refused:
        sts.get_caller_identity()
    for answer in (refused.value.response, sts.get_caller_identity()):
        said = answer["ResponseMetadata"]["HTTPHeaders"]["date"]
        assert abs((parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()) < 3600


def test_an_answer_without_a_body_arrives(embedded_aws: EmbeddedAws) -> None:
    s3 = embedded_aws.client("s3")
    s3.create_bucket(Bucket="artefacts")
    s3.put_object(Bucket="artefacts", Key="app.zip", Body=b"x" * 2_000_000)
    assert s3.head_object(Bucket="artefacts", Key="app.zip")["ContentLength"] == 2_000_000
    assert s3.delete_object(Bucket="artefacts", Key="app.zip")["ResponseMetadata"]
    with pytest.raises(ClientError, match="404"):
        s3.head_object(Bucket="artefacts", Key="app.zip")


def test_it_listens_on_loopback_only() -> None:
    server = start()
    port = server.url.rpartition(":")[2]
    try:
        listening = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=False)
        addresses = [line.split()[3] for line in listening.stdout.splitlines()]
        ours = [address for address in addresses if address.endswith(f":{port}")]
        assert set(ours) <= {f"127.0.0.1:{port}"}
    finally:
        stop(server.process)


def test_it_stops_while_it_is_seeding(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playground", tmp_path / "playground")
    (tmp_path / ".venv-aws").symlink_to(ROOT / ".venv-aws")
    (tmp_path / "playground" / "scenarios" / "load.py").write_text(_ENDLESS)
    with _started(tmp_path) as process:
        assert process.stdout and process.stdout.readline() == b"It seeds.\n"
        process.terminate()
        said = b"".join(process.communicate())
    assert (process.returncode, said) == (0, b"")


_ENDLESS = """
from threading import Event

NAMES = ("endless",)


def seed(url: str, names: list[str]) -> None:
    print("It seeds.")
    Event().wait()
"""


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_whoever_reaches_it_can_stop_it(word: signal.Signals) -> None:
    with bound(0) as sock, _started(ROOT, sock) as process:
        port = sock.getsockname()[1]
        while process.poll() is None and not _answers(port):
            time.sleep(0.001)
        process.send_signal(word)
        said = b"".join(process.communicate())
    # Where this test was slow, the seeding was over before the word came.
    printed = f"The embedded AWS answers at http://127.0.0.1:{port} (Ctrl-C stops it).\n"
    assert (process.returncode, said) in ((0, b""), (0, printed.encode()))


def _started(folder: Path, sock: socket.socket | None = None) -> subprocess.Popen[bytes]:
    """A server of this folder, with every scenario; with our socket nobody else has its port."""
    given = ["--socket", str(sock.fileno())] if sock else ["--port", "0"]
    return subprocess.Popen(
        [sys.executable, "-m", "playground.aws", *given],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[sock.fileno()] if sock else [],
    )


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_ends_with_whoever_started_it() -> None:
    words = (
        "import os; from playground.aws.process import start;"
        "print(start().url.rpartition(':')[2], flush=True); os._exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, check=False)
    port = int(done.stdout)
    while _answers(port):
        time.sleep(0.05)
