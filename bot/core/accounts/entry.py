"""One account as its parameter in SSM says it (docs/accounts.md).

The parameter's name ends in the alias; its value is a JSON object:
`{"account": "222222222222", "read_role": ARN, "mend_role": ARN, "external_id": "...", "viewers":
"U..., S..."}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.core.accounts.entry_parts import (
    accounts_in,
    is_account_id,
    json_object,
    listed,
    texts_of,
    wrong_external_id,
    wrong_viewers,
)
from bot.core.arns import parse_arn

_PARTS = ("account", "read_role", "mend_role", "external_id", "viewers")
_ALIAS = re.compile(r"[A-Za-z0-9_.-]{1,64}")


@dataclass(frozen=True, slots=True)
class OrganizationPlace:
    """Where an account stands in its organisation: its id, and the name of the unit right above,
    "" where that is not known or the account stands beneath the root.
    """

    organization: str
    unit: str = ""
    is_management: bool = False
    is_administrator: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `mend_role` is "" where nothing may be mended; budget-check's own has no role.

    `parameter` is where the entry stands, "" for an account that is known without one. `viewers`
    are the user and user group ids who alone may see its budgets, of those whom VIEWERS lets ask;
    all of them without any. `in_doubt`: who they are could not be read, so it may be anybody or
    nobody. Where the entry is that of an organisation (`listed`) the alias is the account's name
    there: any text, which others may bear too (`namesakes`). `place` is None outside of one.
    """

    id: str
    alias: str = ""
    read_role: str = ""
    mend_role: str = ""
    external_id: str = field(default="", repr=False)
    parameter: str = ""
    viewers: tuple[str, ...] = ()
    in_doubt: bool = False
    listed: bool = False
    namesakes: bool = False
    place: OrganizationPlace | None = None

    @property
    def title(self) -> str:
        """What people call it: the alias, and the id behind it."""
        return f"{self.alias} ({self.id})" if self.alias else self.id

    @property
    def found_by(self) -> str:
        """The alias where it finds the account. Whoever may name an account in AWS could call it by
        another one's id: what reads as one finds nothing.
        """
        as_id = is_account_id(self.alias.replace("-", "").replace(" ", ""))
        return "" if self.listed and as_id else self.alias

    @property
    def short(self) -> str:
        """The alias where it is this account's alone, or else what tells it from others."""
        return self.title if self.namesakes else self.alias or self.id


@dataclass(frozen=True, slots=True)
class WrongEntry:
    """A parameter that names no account, and why; the other accounts do without it.

    `about` are the ids of the accounts or organisations that it may name, for it may say who alone
    sees them. `whole`: it would name the accounts of an organisation.
    """

    parameter: str
    why: str
    about: frozenset[str] = frozenset()
    whole: bool = False

    @property
    def alias(self) -> str:
        """The alias that it would have been."""
        return self.parameter.rpartition("/")[2]

    @property
    def says(self) -> str:
        """A sentence for whoever runs budget-check."""
        return f"the parameter {self.parameter} {self.why}"


def parse_entry(parameter: str, value: str, own: str) -> Account | WrongEntry:
    """The account that a parameter names. `own` is the account of budget-check's credentials.

    Only there may the roles be missing, and there they must be: nothing is assumed to act in it.
    """
    found = json_object(value)
    said = found if isinstance(found, str) else texts_of(found, _PARTS)
    if isinstance(said, str):
        return WrongEntry(parameter, said, accounts_in(value))
    account = Account(
        id=said.get("account", ""),
        alias=parameter.rpartition("/")[2],
        read_role=said.get("read_role", ""),
        mend_role=said.get("mend_role", ""),
        external_id=said.get("external_id", ""),
        parameter=parameter,
        viewers=listed(said.get("viewers", "")),
    )
    why = _wrong(account) or (_wrong_own(account) if account.id == own else _wrong_roles(account))
    return WrongEntry(parameter, why, _meant(account, value)) if why else account


def is_role(text: str) -> bool:
    """True for the ARN of an IAM role."""
    arn = parse_arn(text)
    return bool(arn and arn.service == "iam" and arn.resource.startswith("role/"))


def _meant(account: Account, value: str) -> frozenset[str]:
    """The account of a wrong entry: whichever it may be where the id is none."""
    if not is_account_id(account.id):
        return accounts_in(value)
    return frozenset({account.id, *filter(is_account_id, [account.alias])})


def _wrong(account: Account) -> str:
    if not is_account_id(account.id):
        return f"names the account {account.id!r}, which is no account id: it has 12 digits."
    if not _ALIAS.fullmatch(account.alias):
        return "has a name that is no alias: it has 1 to 64 letters, digits, _, . and -."
    if is_account_id(account.alias) and account.alias != account.id:
        return f"is named like the account {account.alias} and names {account.id}."
    return wrong_viewers(account.viewers)


def _wrong_own(account: Account) -> str:
    if account.read_role or account.mend_role or account.external_id:
        return (
            f"gives roles for {account.id}, budget-check's own account, where it assumes none: "
            "leave only the account, and who may see it, in it."
        )
    return ""


def _wrong_roles(account: Account) -> str:
    if not account.read_role:
        return "has no read_role."
    for name, role in (("read_role", account.read_role), ("mend_role", account.mend_role)):
        if role and not is_role(role):
            return f"has a {name} {role!r} that is no role's ARN."
        arn = parse_arn(role)
        if arn and arn.account != account.id:
            return f"has a {name} of account {arn.account}, and names account {account.id}."
    if account.read_role == account.mend_role:
        return "has one role for both: whoever only checks would hold the rights to mend."
    return wrong_external_id(account.external_id)
