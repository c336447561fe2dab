"""AWS as others use it: the account itself, and people and scanners with roles of their own.

IAM is enforced in the embedded AWS, and CloudTrail names the session of a role: so a policy that
somebody edits in the page is edited as that person, and refused where AWS would refuse it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

AGENT = "playground-page"
"""In the page's User-Agent: faults that are to hit the bot leave these calls alone."""
HOME_REGION = "us-east-1"
_CONFIG = Config(
    retries={"total_max_attempts": 1},
    connect_timeout=60,
    read_timeout=120,
    user_agent_extra=AGENT,
    max_pool_connections=16,
)
_ANYBODY = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}


@dataclass(frozen=True, slots=True)
class Who:
    """A role, the session's name in it, and what the role may do."""

    role: str
    session: str
    may: tuple[str, ...]


DANA = Who(
    "Developer",
    "dana@example.com",
    ("sns:GetTopicAttributes", "sns:SetTopicAttributes", "kms:GetKeyPolicy", "kms:PutKeyPolicy"),
)
SCANNER = Who("SecurityScanner", "config-rule", ("sns:SetTopicAttributes",))
PIPELINE = Who(
    "InfraPipeline",
    "terraform-apply",
    ("kms:ListAliases", "kms:GetKeyPolicy", "kms:PutKeyPolicy"),
)
EVERYBODY = (DANA, SCANNER, PIPELINE)
BOT = "budget-check"
"""The bot's IAM user: a role's session would end while the page is still open."""


class Credentials:
    """Clients of the embedded AWS at `url`, in one account, kept open and shared by threads."""

    def __init__(self, url: str, account: str) -> None:
        self.url, self.account = url, account
        self._lock = threading.Lock()
        self._session = boto3.Session()
        self._clients: dict[tuple[str, str, str], Any] = {}
        self._keys: dict[str, Mapping[str, str]] = {}

    def client(self, service: str, region: str = HOME_REGION, who: Who | None = None) -> Any:
        """A client; without `who` it acts as the account's root."""
        with self._lock:
            wanted = (service, region, who.role if who else "")
            if wanted not in self._clients:
                keys = self._keys_of(who) if who else _root(self.account)
                self._clients[wanted] = self._made(service, region, keys)
            return self._clients[wanted]

    def keys_of_the_bot(self) -> Mapping[str, str]:
        """The access key of the bot's own user, who may do everything, as it stands in an
        environment.
        """
        with self._lock:
            if BOT not in self._keys:
                self._keys[BOT] = self._made_user()
            return self._keys[BOT]

    def forget(self) -> None:
        """The embedded AWS has been emptied: nobody has a role any more."""
        with self._lock:
            kept = {wanted: one for wanted, one in self._clients.items() if not wanted[2]}
            for wanted in set(self._clients) - set(kept):
                self._clients[wanted].close()
            self._clients, self._keys = kept, {}

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients = {}

    def _keys_of(self, who: Who) -> Mapping[str, str]:
        if who.role not in self._keys:
            self._keys[who.role] = self._assumed(who)
        return self._keys[who.role]

    def _assumed(self, who: Who) -> Mapping[str, str]:
        iam, sts = (self._made(s, HOME_REGION, _root(self.account)) for s in ("iam", "sts"))
        try:
            trust = json.dumps({"Version": "2012-10-17", "Statement": [_ANYBODY]})
            made = iam.create_role(RoleName=who.role, AssumeRolePolicyDocument=trust)
            iam.put_role_policy(
                RoleName=who.role, PolicyName="may", PolicyDocument=_allowing(who.may)
            )
            given = sts.assume_role(RoleArn=made["Role"]["Arn"], RoleSessionName=who.session)
        finally:
            iam.close()
            sts.close()
        keys: dict[str, str] = given["Credentials"]
        return {
            "aws_access_key_id": keys["AccessKeyId"],
            "aws_secret_access_key": keys["SecretAccessKey"],
            "aws_session_token": keys["SessionToken"],
        }

    def _made_user(self) -> Mapping[str, str]:
        iam = self._made("iam", HOME_REGION, _root(self.account))
        try:
            iam.create_user(UserName=BOT)
            iam.put_user_policy(UserName=BOT, PolicyName="may", PolicyDocument=_allowing(("*",)))
            key = iam.create_access_key(UserName=BOT)["AccessKey"]
        finally:
            iam.close()
        return {
            "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        }

    def _made(self, service: str, region: str, keys: Mapping[str, str]) -> Any:
        return self._session.client(
            service,  # type: ignore[call-overload]  # the stubs want a literal
            region_name=region,
            endpoint_url=self.url,
            config=_CONFIG,
            **keys,
        )


def _root(account: str) -> Mapping[str, str]:
    return {"aws_access_key_id": account, "aws_secret_access_key": "playground"}


def _allowing(actions: Sequence[str]) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
