"""IpAddress conditions: CIDR blocks of IPv4 and IPv6; without a prefix, one address."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, UNKNOWN, is_so
from bot.core.policy.operators.values import TypedValue, Value

_PREFIX = re.compile(r"/[0-9]{1,3}")


def address(text: str, _: bool) -> Value:
    """A value of IpAddress or NotIpAddress; bits behind the prefix do not count."""
    network = _network(text)
    return TypedValue(None if network is None else lambda actual: _lies_in(actual, network))


def _network(text: str) -> IPv4Network | IPv6Network | None:
    _, slash, prefix = text.partition("/")
    if slash and not _PREFIX.fullmatch(slash + prefix):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _lies_in(actual: str, network: IPv4Network | IPv6Network) -> Match:
    found = _address(actual)
    if found is None:
        # What stands for "some address that is not the customer's" is still an address.
        return UNKNOWN if network.prefixlen == 0 else NO
    return is_so(found.version == network.version and found in network)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
