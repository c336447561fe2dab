"""The writer of each account: through its mend role, and never into another account."""

from __future__ import annotations

from bot.aws.accounts import Accounts
from bot.aws.apply import AwsWriter, Barred, Refused, Result
from bot.aws.opened_roles import Pair
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed
from bot.core.plan import Write


class AccountWriters(Barred):
    """Gives the writer of an account. By itself it writes nothing: nobody has said where to."""

    def __init__(self, accounts: Accounts) -> None:
        super().__init__("", "No account was named to write to.")
        self._accounts = accounts

    def of(self, account: str) -> AwsWriter | Barred:
        """The writer of this account; one that writes nothing where that cannot be."""
        pair = self._accounts.writing(account)
        if isinstance(pair, ReadFailed):
            return Barred(account, _sentence(pair))
        return OneAccount(account, pair)

    def why_not(self, account: str) -> str:
        """Why nothing can be written to that account; "" where it can."""
        return self.of(account).why_not(account)


class OneAccount(AwsWriter):
    """A Writer that refuses what is of another account, whatever the credentials may do."""

    def __init__(self, account: str, pair: Pair) -> None:
        super().__init__(pair.reading, pair.writing)
        self._account = account

    def why_not(self, account: str) -> str:
        """Its account was looked at when its role was assumed."""
        return "" if account == self._account else f"This writes to {self._account} only."

    def perform(self, write: Write, region: str, *, again: bool = True) -> Result:
        """As Writer; refused without a call where the resource is another account's."""
        arn = parse_arn(write.resource)
        if arn and arn.account and arn.account != self._account:
            return Refused("", f"{write.resource} is not of account {self._account}.")
        return super().perform(write, region, again=again)


def _sentence(unread: ReadFailed) -> str:
    """Of what was not let in: what it needs."""
    words = unread.detail or f"{unread.action} on {unread.resource} gave no answer."
    return words if words.endswith(".") else f"{words}."
