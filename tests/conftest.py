"""One embedded AWS for the whole run, emptied before each test that uses it."""

import gc
import http.client
import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from inspect import CO_VARKEYWORDS
from typing import Any

import boto3
import botocore
import botocore.config
import botocore.hooks
import botocore.session
import pytest
from botocore.hooks import EventAliaser
from botocore.loaders import create_loader
from botocore.retries.bucket import TokenBucket
from botocore.retries.standard import ExponentialBackoff
from hypothesis import HealthCheck, settings
from slack_sdk.models.blocks import BlockElement

from bot.slack import app
from bot.store.tables import Tables, create_missing
from playground.aws.control import Control
from playground.aws.process import running
from playground.aws_lambda.function import Code
from playground.scenarios.load import shared_clients
from playground.slack import transport, views
from playground.tickets import LocalTickets
from tests.distribution import InUnits, rank
from tests.plain_headers import plain_headers
from tests.waiting import UNHURRIED
from tools import artefact as built

# A busy machine is no fault of an example: speed belongs to `make bench`.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

_LIMITS = (
    (transport, "SECONDS_TO_ACKNOWLEDGE"),
    (views, "TRIGGER_SECONDS"),
    (app, "OPEN_TIMEOUT"),
)
"""What the local Slack and the bot hold each other to by the clock."""
_AS_IN_SLACK = [(where, name, getattr(where, name)) for where, name in _LIMITS]


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """A busy machine is no fault of the bot either, nor of one that is a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXTRA_TIMEOUT", f"{UNHURRIED:.0f}")
        for where, name in _LIMITS:
            patch.setattr(where, name, UNHURRIED)
        # An AWS of one's own need not be spared: botocore tries again at once.
        patch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0.0)
        patch.setattr(TokenBucket, "acquire", lambda *_, **__: True)
        yield


@pytest.fixture
def as_in_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits as they are, for what a test shows of them; it stands before a `world`."""
    for where, name, seconds in _AS_IN_SLACK:
        monkeypatch.setattr(where, name, seconds)


@pytest.fixture(scope="session", autouse=True)
def service_models_read_once() -> Iterator[None]:
    """Each new session of botocore reads and parses its services' models anew, works out anew what
    each event is called, and looks anew at what each of its own hundred handlers takes: a tenth of
    a test's time.
    """
    work_out: Callable[[EventAliaser, str], str] = vars(EventAliaser)["_alias_event_name"]
    look_at: Callable[[Any], Any] = vars(botocore.hooks)["accepts_kwargs"]
    known = dict[str, str]()

    def name(events: EventAliaser, given: str) -> str:
        if given not in known:
            known[given] = work_out(events, given)
        return known[given]

    def takes_more(handler: Any) -> bool:
        code = getattr(handler, "__code__", None)
        return bool(code.co_flags & CO_VARKEYWORDS) if code else look_at(handler)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.session, "create_loader", cache(create_loader))
        patch.setattr(EventAliaser, "_alias_event_name", name)
        patch.setattr(botocore.hooks, "accepts_kwargs", takes_more)
        yield


@pytest.fixture(scope="session", autouse=True)
def block_elements_looked_up_once() -> Iterator[None]:
    """slack_sdk walks the tree of its classes anew for each element that it reads: nearly half of
    a renderer's tests.
    """
    walk = vars(BlockElement)["_get_sub_block_elements"].__func__
    known: Any = cache(lambda kind: tuple(walk(kind)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BlockElement, "_get_sub_block_elements", classmethod(known))
        yield


@pytest.fixture(scope="session", autouse=True)
def headers_read_without_the_parser_of_mails() -> Iterator[None]:
    """`plain_headers`, for every client and every server of this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http.client, "parse_headers", plain_headers)
        yield


ACCOUNT = "111111111111"
_CONFIG = botocore.config.Config(
    retries={"total_max_attempts": 1},
    connect_timeout=60,
    read_timeout=300,
    max_pool_connections=50,
    # Without a fixed one botocore builds it anew for each request (`bot.aws.clients.CONFIG`).
    user_agent=f"Botocore/{botocore.__version__}",
)


@dataclass
class EmbeddedAws:
    """The server's `url`, ready clients, and the control plane under `control`."""

    url: str
    control: Control
    _clients: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def client(
        self,
        service: str,
        region: str = "us-east-1",
        account: str = ACCOUNT,
        *,
        secret: str = "test",  # noqa: S107
        token: str | None = None,
    ) -> Any:
        """A boto3 client (kept open and shared): `account` is an access key id, 12 digits mean that
        account's root.
        """
        wanted = (service, region, account, secret, token or "")
        if wanted not in self._clients:
            self._clients[wanted] = boto3.client(
                service,  # type: ignore[call-overload]  # the stubs want a literal
                region_name=region,
                endpoint_url=self.url,
                aws_access_key_id=account,
                aws_secret_access_key=secret,
                aws_session_token=token,
                config=_CONFIG,
            )
        return self._clients[wanted]

    def as_role(
        self,
        name: str,
        *statements: dict[str, Any],
        account: str = ACCOUNT,
        session: str = "test",
    ) -> dict[str, str]:
        """A role that may do just this: what `client` takes to act as it, as `session`
        (`aws.client("kms", **aws.as_role(...))`).
        """
        trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
        iam = self.client("iam", account=account)
        arn = iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]})
        )["Role"]["Arn"]
        document = {"Version": "2012-10-17", "Statement": list(statements)}
        if statements:
            iam.put_role_policy(
                RoleName=name, PolicyName="may", PolicyDocument=json.dumps(document)
            )
        sts = self.client("sts", account=account)
        keys = sts.assume_role(RoleArn=arn, RoleSessionName=session)["Credentials"]
        return {
            "account": keys["AccessKeyId"],
            "secret": keys["SecretAccessKey"],
            "token": keys["SessionToken"],
        }

    def tables(self, tables: Tables) -> None:
        """Make the bot's tables, empty; made once, they are only put back after each reset."""
        name = tables.changes
        if not self.control.bring_tables(name):
            create_missing(self.client("dynamodb"), tables)
            self.control.keep_tables(name)

    def reset(self) -> None:
        """Forget every resource, fault, call and delivery."""
        self.control.reset()

    def fault(self, service: str = "*", operation: str = "*", **given: Any) -> None:
        """`Control.fault`."""
        self.control.fault(service, operation, **given)

    def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            client.close()


@pytest.fixture(scope="session")
def embedded_aws_server() -> Iterator[EmbeddedAws]:
    """The server, shared by the whole run; use `embedded_aws`, which empties it first."""
    with running() as server, shared_clients(server.url):
        aws = EmbeddedAws(server.url, server.control)
        yield aws
        aws.close()


@pytest.fixture
def embedded_aws(embedded_aws_server: EmbeddedAws) -> EmbeddedAws:
    """An empty embedded AWS."""
    embedded_aws_server.reset()
    return embedded_aws_server


@pytest.fixture(scope="session")
def ticket_systems() -> Iterator[LocalTickets]:
    """The local GitHub, Jira and ServiceNow, shared by the whole run; use `tickets`."""
    with LocalTickets() as running:
        yield running


@pytest.fixture
def tickets(ticket_systems: LocalTickets) -> Iterator[LocalTickets]:
    """A local GitHub, Jira and ServiceNow in which nothing is open."""
    ticket_systems.reset()
    yield ticket_systems
    assert ticket_systems.broken == [], "they answered what the real ones would not"


def pytest_configure() -> None:
    """A shell that runs the tests in its background has them ignore SIGINT, and so would each
    process that they start: a test that ends one by Ctrl-C would wait for ever.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first."""
    items.sort(key=rank)


def pytest_collection() -> None:
    """What is collected stays to the end: the garbage collector need not walk it over and over."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on there is garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InUnits | None:
    """For `--dist loadfile`: some files stay together."""
    return InUnits(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_report_header() -> str:
    """Say which artefact is tested."""
    return built.header()


@pytest.fixture(scope="session")
def artefact(tmp_path_factory: pytest.TempPathFactory) -> Code:
    """What is deployed, unzipped, and the Python that runs it."""
    return built.make(tmp_path_factory.mktemp("artefact") / "task")
