"""The pipeline of acme/infra: its base branch applied to AWS, as Terraform would.

Of what stands there the policies of keys alone are applied: what a pull request changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from playground.page.asked import RefusedError
from playground.page.persona import PIPELINE
from playground.page.session import Session
from playground.tickets.github.model import Repository
from playground.tickets.github.seed import REPOSITORY
from playground.tickets.terraform import KeyPolicy, key_policies

FOLDER = "accounts/demo/"
REGION = "ap-northeast-1"
"""That of its provider."""


def deploy(session: Session) -> dict[str, object]:
    """Apply it; says what was written. Raises RefusedError: the files cannot be read."""
    with session.tickets.lock:
        files = _files(session.tickets.github.repositories[REPOSITORY])
    try:
        wanted = list(key_policies(files, session.account))
    except (KeyError, IndexError, ValueError) as error:
        says = f"{REPOSITORY} holds Terraform that this pipeline cannot read ({error})."
        raise RefusedError(says) from error
    kms = session.aws.client("kms", REGION, PIPELINE)
    written = ", ".join(_written(kms, wanted))
    says = f"Wrote the policy of {written}." if written else "Nothing to do: AWS is as it says."
    return {"ok": True, "says": says}


def _files(repository: Repository) -> dict[str, str]:
    at = repository.git.at(repository.branches[repository.default_branch])
    blobs = repository.git.blobs
    return {p: blobs[one.sha].decode() for p, one in at.items() if p.startswith(FOLDER)}


def _written(kms: Any, wanted: list[KeyPolicy]) -> Iterator[str]:
    """Write what differs; a key that is not there is nobody's: a scenario that was not made."""
    known = {one["AliasName"]: one.get("TargetKeyId") for one in kms.list_aliases()["Aliases"]}
    for one in wanted:
        key = known.get(one.alias)
        if key and _plain(_there(kms, key)) != _plain(one.policy):
            kms.put_key_policy(KeyId=key, PolicyName="default", Policy=one.policy)
            yield one.alias


def _plain(policy: str) -> object:
    """As Terraform compares policies: a list of one is that one, and an Id says nothing."""
    return _unlisted({**json.loads(policy), "Id": ""})


def _unlisted(value: object) -> object:
    if isinstance(value, dict):
        return {name: _unlisted(one) for name, one in value.items()}
    if isinstance(value, list):
        return _unlisted(value[0]) if len(value) == 1 else [_unlisted(one) for one in value]
    return value


def _there(kms: Any, key: str) -> str:
    return str(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])
