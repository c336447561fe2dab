"""The caller's own AWS credentials, as every AWS tool finds them."""

from __future__ import annotations

import boto3
from botocore.exceptions import ProfileNotFound

from bot.errors import UsageError


def session(profile: str | None = None) -> boto3.Session:
    """A session of the ordinary AWS environment, or of one named profile.

    Raises UsageError where there is no such profile.
    """
    try:
        return boto3.Session(profile_name=profile)
    except ProfileNotFound:
        raise UsageError(
            f"There is no AWS profile {profile!r}: `aws configure list-profiles` lists yours."
        ) from None
