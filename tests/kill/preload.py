"""What every worker that is killed would load anew, loaded before it is forked: AWS's models."""

from __future__ import annotations

import gc

import boto3

from tests.aws.world import REGION, OpenAws
from tests.conftest import ACCOUNT


def _load() -> None:
    opened = OpenAws()
    aws = opened()
    for of_a_region in (aws.sns, aws.kms, aws.cloudwatch, aws.lambda_, aws.sqs):
        of_a_region(REGION)
    for of_an_account in (aws.sts, aws.budgets, aws.chatbot):
        of_an_account()
    opened.close()
    boto3.client(
        "dynamodb", region_name=REGION, aws_access_key_id=ACCOUNT, aws_secret_access_key="test"
    ).close()


_load()
# A collection would write to all of it, and each worker that is forked would copy what it shares.
gc.freeze()
