"""The caller's own AWS credentials, as every AWS tool finds them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import boto3
from botocore.exceptions import ConfigNotFound, ConfigParseError, ProfileNotFound

from bot.aws.http.call import Caller
from bot.aws.http.secrets import Secrets
from bot.aws.http.signature import Credentials
from bot.errors import SettingsError, UsageError
from bot.settings import Settings


def session(profile: str | None = None) -> boto3.Session:
    """A session of the ordinary AWS environment, or of one named profile.

    Raises UsageError where there is no such profile, or AWS's own configuration cannot be read.
    """
    try:
        return boto3.Session(profile_name=profile)
    except ProfileNotFound as error:
        missing = error.kwargs.get("profile", profile)
        raise UsageError(
            f"There is no AWS profile {missing!r}: `aws configure list-profiles` lists yours."
        ) from None
    except (ConfigParseError, ConfigNotFound) as error:
        raise UsageError(f"AWS's own configuration cannot be read: {error}") from None


def with_secrets(
    settings: Settings, found: boto3.Session, clock: Callable[[], datetime]
) -> Settings:
    """The settings with Slack's secrets from SSM, where SLACK_SECRETS_PARAMETER names them.

    Raises SettingsError where they cannot be read.
    """
    if not settings.secrets_parameter:
        return settings
    credentials, region = found.get_credentials(), found.region_name
    if credentials is None or region is None:
        raise SettingsError(
            "SLACK_SECRETS_PARAMETER", "needs AWS credentials and a Region to be read with."
        )
    key = credentials.get_frozen_credentials()
    caller = Caller(
        region,
        Credentials(key.access_key or "", key.secret_key or "", key.token or ""),
        clock,
        endpoint=settings.aws_endpoint_url,
        timeout=5.0,
    )
    return Secrets(settings, caller).settings()
