"""The caller's own AWS credentials, as every AWS tool finds them."""

from __future__ import annotations

import boto3
from botocore.exceptions import ConfigNotFound, ConfigParseError, ProfileNotFound

from bot.errors import UsageError


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
