"""Names for what is not made yet.

AWS makes up the names that a template leaves open. The evaluator needs some: these are made of the
resource's address, so that they are the same in every run and never those of anything that exists.
People never see them: `Identities.shown` puts the address in their place.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from uuid import UUID

NO_ACCOUNT = "999999999999"
NO_REGION = "us-unknown-1"
_LONGEST = 200
_MADE = re.compile(
    r"(?:arn:[\w-]+:[\w-]+:[\w-]*:\d*:(?:[\w-]+[:/])?)?"
    r"(?P<name>NotMadeYet[0-9a-f]{24}(?:\.fifo)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    rf"|(?P<other>aws:LeftOpen[0-9a-f]{{24}}|{NO_ACCOUNT}|{NO_REGION})"
    r"|(?P<url>https?://[^\s\"]+)"
)
_MADE_NAME = re.compile(rf"NotMadeYet[0-9a-f]{{24}}|aws:LeftOpen\w+|{NO_ACCOUNT}|{NO_REGION}")


@dataclass(slots=True)
class Identities:
    """Where a template is applied, and the names made up for it so far.

    `account` and `region` are "" where nobody said; `hint` and `region_hint` say how to tell.
    """

    account: str = ""
    region: str = ""
    hint: str = "AWS::AccountId (give --account)"
    region_hint: str = "AWS::Region (give --region)"
    _shown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What stands for an unknown account or Region is shown as such."""
        self._shown |= {NO_ACCOUNT: "(account)", NO_REGION: "(Region)"}

    @property
    def partition(self) -> str:
        """The partition of the Region; that of AWS's commercial Regions where it is not known."""
        prefixes = {"cn-": "aws-cn", "us-gov-": "aws-us-gov", "us-iso": "aws-iso"}
        found = (value for prefix, value in prefixes.items() if self.region.startswith(prefix))
        return next(found, "aws")

    @property
    def account_id(self) -> str:
        """The account, or one that nobody has."""
        return self.account or NO_ACCOUNT

    @property
    def region_name(self) -> str:
        """The Region, or one that there is not."""
        return self.region or NO_REGION

    def arn(self, service: str, resource: str, region: str | None = None) -> str:
        """An ARN in the account, and in its Region or another one ("" for a global service)."""
        where = self.region_name if region is None else region
        return f"arn:{self.partition}:{service}:{where}:{self.account_id}:{resource}"

    def name(self, address: str) -> str:
        """A made-up name for what stands at this address."""
        return self._made(f"NotMadeYet{_digest(address)[:24]}", address)

    def key_id(self, address: str) -> str:
        """A made-up key id."""
        return self._made(str(UUID(_digest(f"key {address}")[:32])), address)

    def condition_key(self, expression: str) -> str:
        """A condition key that stands for what an expression leaves open.

        The evaluator takes a global key that stands in no list for one that AWS has added, and so
        for one that the request may carry or not (`bot/core/policy/names.py`).
        """
        return self._made(f"aws:LeftOpen{_digest(expression)[:24]}", expression)

    def mask(self, url: str) -> None:
        """Show people the host alone of an address whose rest may be a secret."""
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if path or "@" in host or "?" in host:
            self._shown[url] = f"{scheme}://{host.rpartition('@')[2].partition('?')[0]}{slash}…"

    def left_open(self, words: str) -> tuple[str, ...]:
        """The expressions whose condition keys stand in this text."""
        found = (match["other"] or "" for match in _MADE.finditer(words))
        keys = (one for one in found if one.startswith("aws:LeftOpen") and one in self._shown)
        return tuple(dict.fromkeys(self._shown[one] for one in keys))

    def is_made(self, arn: str) -> bool:
        """Whether the name at the end of this ARN is made up."""
        found = _MADE.search(arn)
        return bool(found and found["name"] and found["name"] in self._shown)

    @staticmethod
    def without_made(words: str) -> str:
        """The text without what was made up."""
        return _MADE_NAME.sub("", words)

    def shown(self, words: str) -> str:
        """The text with addresses in the place of what was made up."""
        return _MADE.sub(self._address, words)

    def _address(self, found: re.Match[str]) -> str:
        if found["url"]:
            return self._url(found["url"])
        name = found["name"] or found["other"]
        if name in self._shown:
            return self._shown[name]
        whole = found.group()
        return whole.replace(NO_ACCOUNT, "(account)").replace(NO_REGION, "(Region)")

    def _url(self, words: str) -> str:
        """What is shown of an address; what follows it in a sentence stays."""
        bare = words
        while bare and bare not in self._shown and bare[-1] in ").,;:'”":
            bare = bare[:-1]
        return f"{self._shown[bare]}{words[len(bare) :]}" if bare in self._shown else words

    def _made(self, made: str, address: str) -> str:
        self._shown[made] = address
        return made


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def short(expression: str) -> str:
    """An expression, cut where it is long."""
    flat = " ".join(expression.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
