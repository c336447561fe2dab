"""Who asks, and what time it is at AWS."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime

from botocore.exceptions import ClientError

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import GET_CALLER_IDENTITY
from bot.core.model.read import ReadFailed


def time_at_aws(aws: Aws) -> datetime | ReadFailed:
    """The Date header of an answer. A refusal has one too: a wrong clock is often the reason."""

    def read() -> datetime:
        try:
            headers = aws.sts().get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]
        except ClientError as error:
            headers = error.response["ResponseMetadata"]["HTTPHeaders"]
        return parsedate_to_datetime(headers["date"])

    return found(GET_CALLER_IDENTITY, "AWS's clock", aws.ask(GET_CALLER_IDENTITY, "AWS", read))


def caller(aws: Aws) -> str | ReadFailed:
    """The ARN of whose credentials these are."""

    def read() -> str:
        aws.require_credentials()
        return aws.sts().get_caller_identity()["Arn"]

    who = "the caller's own credentials"
    return found(GET_CALLER_IDENTITY, who, aws.ask(GET_CALLER_IDENTITY, who, read))
