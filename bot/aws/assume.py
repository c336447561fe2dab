"""A role of another account, assumed: one `Aws` that renews its credentials by itself.

From a role into a role AWS allows one hour at most (STS API reference, role chaining), so one hour
is asked for everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.credentials import RefreshableCredentials
from botocore.exceptions import ClientError, CredentialRetrievalError

from bot.aws.clients import Aws, Lent
from bot.aws.errors import cause_of, sentence
from bot.aws.reads import Read
from bot.core.accounts.entry import Account
from bot.core.arns import parse_arn
from bot.core.model.read import Cause, ReadFailed

if TYPE_CHECKING:
    from bot.aws.shared_clients import SharedClients

ASSUME_ROLE = Read("AssumeRole", "sts:AssumeRole")
SESSION_NAME = "budget-check"
SECONDS = 3600


class AssumedRole:
    """One role of one account. Every method may be called from any thread."""

    def __init__(self, hub: Aws, account: Account, role: str) -> None:
        """Assume it now. Raises what botocore raises, ClientError where AWS refuses."""
        self._hub = hub
        self._account = account
        self._role = role
        self._credentials = RefreshableCredentials.create_from_metadata(
            self._assume(), refresh_using=self._again, method="assume-role"
        )

    def open(self, shared: SharedClients) -> Aws:
        """The account through this role, by clients that are shared; its reads share the hub's
        threads.
        """
        lent = Lent(shared, self._credentials, self._hub)
        return Aws(shared.session, config=shared.config, pool=self._hub.pool, lent=lent)

    def renew(self) -> None:
        """Renew the credentials where they end soon. Raises CredentialRetrievalError."""
        self._credentials.get_frozen_credentials()

    def _assume(self) -> dict[str, str]:
        answer = self._hub.sts().assume_role(
            RoleArn=self._role,
            RoleSessionName=SESSION_NAME,
            ExternalId=self._account.external_id,
            DurationSeconds=SECONDS,
        )
        arn = parse_arn(answer["AssumedRoleUser"]["Arn"])
        if arn is None or arn.account != self._account.id:
            raise ValueError(
                f"{self._role} is not of account {self._account.id}: AWS answered with "
                f"{answer['AssumedRoleUser']['Arn']}."
            )
        keys = answer["Credentials"]
        return {
            "access_key": keys["AccessKeyId"],
            "secret_key": keys["SecretAccessKey"],
            "token": keys["SessionToken"],
            "expiry_time": keys["Expiration"].isoformat(),
        }

    def _again(self) -> dict[str, str]:
        """For the middle of another call: that one must not look as if AWS had refused it."""
        try:
            return self._assume()
        except (ClientError, ValueError) as error:
            says = f"{ASSUME_ROLE.action} on {self._role}: {sentence(error)}"
            raise CredentialRetrievalError(provider="assume-role", error_msg=says) from error


def refused(account: Account, role: str, error: ClientError) -> ReadFailed:
    """Why the role cannot be assumed, and what to do about it."""
    said = sentence(error)
    if cause_of(error) is not Cause.REFUSED:
        return ReadFailed(ASSUME_ROLE.action, role, cause_of(error), said)
    detail = (
        f"The trust policy of {role} must let budget-check's role assume it, with the external id "
        f"that {account.parameter} holds. AWS says: {said}"
    )
    return ReadFailed(ASSUME_ROLE.action, role, Cause.REFUSED, detail)
