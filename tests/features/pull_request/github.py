"""The world with a map of sources and a GitHub that keeps the Terraform of its topics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playground.tickets.github.seed import REPOSITORY, TOKEN
from playground.tickets.local import LocalTickets
from playground.tickets.terraform import key_policies
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.pull_request.conftest import key_of, tag_key
from tests.features.world import Mending, mending

SOURCES, SECRETS = "/budget-check/test/sources", "/budget-check/test/tickets"
FOLDER = "accounts/demo"
PLACE = {
    "account": ACCOUNT,
    "host": "github",
    "repository": REPOSITORY,
    "path": FOLDER,
    "base": "main",
}


@contextmanager
def with_github(
    aws: EmbeddedAws, opener: OpenAws, tickets: LocalTickets, **different: Any
) -> Iterator[Mending]:
    """The world, its key tagged as Terraform's."""
    settings = {
        "sources_parameter": SOURCES,
        "tickets_secret_parameter": SECRETS,
        "host_settings": {"github": {"API_URL": tickets.github_url}},
        **different,
    }
    with mending(aws, opener, [GRANT], **settings) as world:
        ssm = aws.client("ssm")
        secret = json.dumps({"github": {"token": TOKEN}})
        for name, value in ((SOURCES, json.dumps([PLACE])), (SECRETS, secret)):
            ssm.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)
        tag_key(world, "managed-by", "terraform")
        yield world


def files(tickets: LocalTickets, branch: str = "main") -> dict[str, str]:
    """The repository's files on a branch."""
    repository = tickets.github.repositories[REPOSITORY]
    git = repository.git
    entries = git.at(repository.branches[branch])
    return {path: git.blobs[entry.sha].decode() for path, entry in entries.items()}


def deploy(world: Mending, tickets: LocalTickets) -> None:
    """What a pipeline does with the base branch: each key gets the policy that stands there."""
    under = {path: text for path, text in files(tickets).items() if path.startswith(FOLDER)}
    kms, key = key_of(world)
    here = world.topic(GRANT)["KmsMasterKeyId"]
    (policy,) = (one.policy for one in key_policies(under, ACCOUNT) if one.alias == here)
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy)
