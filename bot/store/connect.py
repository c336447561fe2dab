"""The client of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError

from bot.errors import SettingsError
from bot.store.calls import CONFIG

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_dynamodb import DynamoDBClient


def dynamodb(session: boto3.Session) -> DynamoDBClient:
    """DynamoDB in the session's Region. Raises SettingsError where it names none."""
    try:
        return session.client("dynamodb", config=CONFIG)
    except BotoCoreError as error:
        raise SettingsError("AWS_DEFAULT_REGION", f"or the profile is wrong: {error}") from None
