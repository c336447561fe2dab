"""AWS clients of one account, made once and shared by all threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

import botocore
from botocore.config import Config
from botocore.exceptions import BotoCoreError, NoCredentialsError

from bot.aws.client_hooks import hook
from bot.aws.errors import attempt, found, late
from bot.aws.pool import Pool
from bot.aws.reads import GET_CALLER_IDENTITY, Read
from bot.aws.shared_clients import SharedClients
from bot.core.model.read import NotFound, ReadFailed
from bot.core.subscriptions.own import NONE

if TYPE_CHECKING:
    import boto3
    from botocore.client import BaseClient
    from botocore.credentials import Credentials
    from mypy_boto3_budgets import BudgetsClient
    from mypy_boto3_chatbot import ChatbotClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_sts import STSClient

_T = TypeVar("_T")

WORKERS = 32
SECONDS = 25.0
"""How long anybody waits for what is read; what has not come by then is ReadFailed."""

CONFIG = Config(
    # A check must answer: the time-outs are short, and SECONDS stands beside them.
    connect_timeout=3,
    read_timeout=8,
    retries={"mode": "adaptive", "total_max_attempts": 4},
    max_pool_connections=WORKERS,
    # Without a fixed one botocore builds it anew for each request: a tenth of a call's own time.
    user_agent=f"Botocore/{botocore.__version__}",
    user_agent_extra="budget-check",
    # AWS checks what we send; botocore doing it first costs a tenth of a call's time here.
    parameter_validation=False,
)

_HOMES = {"aws": "us-east-1", "aws-cn": "cn-northwest-1"}
"""Where Budgets is signed for, in each partition (docs/facts.md 1.3), and what else has one
Region."""

_CHATBOT = "us-east-2"
"""One of the four Regions of the Chatbot API; each shows all configurations (docs/facts.md 5.4)."""


@dataclass(frozen=True, slots=True)
class Lent:
    """Clients that several accounts share, this one's credentials for them, and who assumed its
    role.
    """

    shared: SharedClients
    credentials: Credentials
    hub: Aws


class Aws:
    """One account's AWS, through the credentials of one boto3 Session.

    `region` is the session's, and `partition` (aws, aws-cn and so on) the Region's.
    The endpoint comes from the ordinary AWS environment (`AWS_ENDPOINT_URL`). Safe to share between
    threads: a Session is not, so nothing here uses it without the lock. Close it, or use it in a
    `with`, where it does not live as long as the process. `pool` are another one's threads, `lent`
    the clients that accounts share, whose session this is then. `own`, where budget-check itself
    takes alerts, is set of the hub's alone.
    """

    def __init__(
        self,
        session: boto3.Session,
        *,
        config: Config = CONFIG,
        workers: int = WORKERS,
        pool: Pool | None = None,
        lent: Lent | None = None,
    ) -> None:
        self._session = session
        self._lent = lent
        self._config = config
        self._lock = Lock()
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._account: str | None = None
        self.region: str = session.region_name or _HOMES["aws"]
        self.partition = _partition(session, self.region)
        self.pool = pool or Pool(workers)
        self._own_pool = pool is None
        self.own = NONE

    @property
    def has_chats(self) -> bool:
        """Whether Amazon Q Developer in chat applications exists in this partition."""
        return self.partition == "aws"

    def for_endpoint(self, protocol: str, endpoint: str) -> Aws:
        """Who reads what stands behind a subscription: budget-check's own is read by the hub, for
        Lambda and SQS show it to no other account; nothing else of the hub's is.
        """
        hub = self._lent.hub if self._lent else self
        return hub if hub.own.takes(protocol, endpoint) else self

    def account(self) -> str | ReadFailed:
        """The account of the credentials, asked once (sts:GetCallerIdentity)."""
        if self._account is None:
            who = "the caller's own credentials"
            answer = self.ask(GET_CALLER_IDENTITY, who, self._ask_account)
            known = found(GET_CALLER_IDENTITY, who, answer)
            if isinstance(known, ReadFailed):
                return known
            self._account = known
        return self._account

    def ask(
        self, read: Read, resource: str, call: Callable[[], _T], seconds: float = SECONDS
    ) -> _T | NotFound | ReadFailed:
        """Make one read by itself, and wait for it no longer than that. Not for the pool's threads.

        The reads of a check go through `reader.Reader`, which waits for many at once.
        """
        future = self.pool.submit(attempt, read, resource, call)
        try:
            return future.result(seconds)
        except TimeoutError:
            future.cancel()
            return late(read, resource, seconds)

    def _ask_account(self) -> str:
        self.require_credentials()
        return self.sts().get_caller_identity()["Account"]

    def require_credentials(self) -> None:
        """Raise what botocore raises where there are no usable credentials, without a call to AWS.

        One look before many calls: each of them would look for itself, and fail like the first.
        """
        with self._lock:
            own = None if self._lent else self._session.get_credentials()
        credentials = self._lent.credentials if self._lent else own
        if credentials is None:
            raise NoCredentialsError
        credentials.get_frozen_credentials()

    def sts(self) -> STSClient:
        """STS, which knows whose credentials these are."""
        return self._kept("sts", self.home, lambda **k: self._session.client("sts", **k))

    def iam(self) -> Any:
        """IAM; only `doctor` reads it, so no stubs are locked for it."""
        return self._kept("iam", self.home, lambda **k: self._session.client("iam", **k))

    def organizations(self) -> Any:
        """Organizations; one read, of one member, so no stubs are locked for it."""
        home = self.home
        return self._kept(
            "organizations", home, lambda **k: self._session.client("organizations", **k)
        )

    def cloudformation(self, region: str) -> Any:
        """CloudFormation of one Region; one read of one command, so no stubs are locked for it."""
        return self._kept(
            "cloudformation", region, lambda **k: self._session.client("cloudformation", **k)
        )

    def cloudtrail(self, region: str) -> Any:
        """CloudTrail of one Region; a few reads, so no stubs are locked for it, nor for the next
        ones.
        """
        return self._kept("cloudtrail", region, lambda **k: self._session.client("cloudtrail", **k))

    def events(self, region: str) -> Any:
        """EventBridge of one Region."""
        return self._kept("events", region, lambda **k: self._session.client("events", **k))

    def cost_explorer(self) -> Any:
        """Cost Explorer, with Cost Anomaly Detection; it lives where Budgets does."""
        return self._kept("ce", self.home, lambda **k: self._session.client("ce", **k))

    def config(self, region: str) -> Any:
        """AWS Config of one Region."""
        return self._kept("config", region, lambda **k: self._session.client("config", **k))

    def rds(self, region: str) -> Any:
        """RDS of one Region."""
        return self._kept("rds", region, lambda **k: self._session.client("rds", **k))

    def elasticache(self, region: str) -> Any:
        """ElastiCache of one Region."""
        return self._kept(
            "elasticache", region, lambda **k: self._session.client("elasticache", **k)
        )

    def budgets(self) -> BudgetsClient:
        """AWS Budgets; it lives in one Region of each partition."""
        return self._kept("budgets", self.home, lambda **k: self._session.client("budgets", **k))

    def chatbot(self) -> ChatbotClient:
        """Amazon Q Developer in chat applications."""
        return self._kept("chatbot", _CHATBOT, lambda **k: self._session.client("chatbot", **k))

    def sns(self, region: str) -> SNSClient:
        """SNS in one Region."""
        return self._kept("sns", region, lambda **k: self._session.client("sns", **k))

    def kms(self, region: str) -> KMSClient:
        """KMS in one Region."""
        return self._kept("kms", region, lambda **k: self._session.client("kms", **k))

    def cloudwatch(self, region: str) -> CloudWatchClient:
        """CloudWatch in one Region."""
        return self._kept("cloudwatch", region, lambda **k: self._session.client("cloudwatch", **k))

    def lambda_(self, region: str) -> LambdaClient:
        """Lambda in one Region."""
        return self._kept("lambda", region, lambda **k: self._session.client("lambda", **k))

    def sqs(self, region: str) -> SQSClient:
        """SQS in one Region."""
        return self._kept("sqs", region, lambda **k: self._session.client("sqs", **k))

    def ssm(self, region: str) -> SSMClient:
        """Systems Manager in one Region."""
        return self._kept("ssm", region, lambda **k: self._session.client("ssm", **k))

    def close(self) -> None:
        """End the threads, where they are its own, and the connections."""
        if self._own_pool:
            self.pool.shutdown()
        with self._lock:
            for client in () if self._lent else self._clients.values():
                client.close()
            self._clients.clear()

    def __enter__(self) -> Aws:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def home(self) -> str:
        """The Region that Budgets lives in, in this partition."""
        return _HOMES.get(self.partition, self.region)

    def _kept(self, service: str, region: str, make: Callable[..., _T]) -> _T:
        with self._lock:
            if (service, region) not in self._clients:
                made = self._made(service, region, make)
                self._clients[service, region] = cast("BaseClient", made)
            return cast("_T", self._clients[service, region])

    def _made(self, service: str, region: str, make: Callable[..., _T]) -> _T:
        if self._lent:
            return self._lent.shared.get(service, region, make, self._lent.credentials)
        made = make(region_name=region, config=self._config)
        hook(cast("BaseClient", made))
        return made


def _partition(session: boto3.Session, region: str) -> str:
    try:
        return session.get_partition_for_region(region)
    except BotoCoreError:
        return "aws"
