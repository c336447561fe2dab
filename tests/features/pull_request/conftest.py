"""The world with one broken key in it whose policy is written in a repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.pull_requests import MappedSources
from playground.scenarios.load import find
from tests.conftest import ACCOUNT
from tests.features.conftest import GRANT, different, names, opener, world
from tests.features.pull_request.repository import Repository
from tests.features.world import Mending

__all__ = ["different", "names", "opener", "world"]

PATH = "accounts/test/alerts.tf"
TERRAFORM = """# The alerts of the test account.
data "aws_iam_policy_document" "alerts_key" {
  statement {
    sid       = "AccountRoot"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
}

resource "aws_kms_key" "alerts" {
  policy = data.aws_iam_policy_document.alerts_key.json # reviewed by security
}

resource "aws_kms_alias" "alerts" {
  name          = "alias/alert-topic-test"
  target_key_id = aws_kms_key.alerts.key_id
}

resource "aws_sns_topic" "alerts" {
  name              = "alert_topic_test"
  kms_master_key_id = aws_kms_alias.alerts.name
}
"""
MAP = [
    {
        "account": ACCOUNT,
        "host": "github",
        "repository": "acme/infra",
        "path": "accounts/test",
        "base": "main",
    }
]


@pytest.fixture
def repository() -> Repository:
    """Where the policy is written."""
    return Repository("acme/infra", {PATH: TERRAFORM, "README.md": "Ours."})


@pytest.fixture
def mapped(world: Mending, repository: Repository) -> Iterator[Mending]:
    """The world with a map of sources."""
    sources = MappedSources(lambda: json.dumps(MAP), {"github": repository})
    world.worker.parts = replace(world.worker.parts, sources=sources)
    yield world


def tag_key(world: Mending, key: str, value: str) -> None:
    """A tool leaves a tag on the key of the scenario."""
    kms, arn = key_of(world)
    kms.tag_resource(KeyId=arn, Tags=[{"TagKey": key, "TagValue": value}])


def key_of(world: Mending) -> tuple[Any, str]:
    """KMS where the scenario's key is, and the key's ARN."""
    kms = world.aws.client("kms", find(GRANT).topics[0].region)
    found = kms.describe_key(KeyId=world.topic(GRANT)["KmsMasterKeyId"])
    return kms, found["KeyMetadata"]["Arn"]
