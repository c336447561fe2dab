"""IpAddress conditions: CIDR blocks of IPv4 and IPv6; without a prefix, one address."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, UNKNOWN, is_so
from bot.core.policy.operators.values import TypedValue, Value

Network = IPv4Network | IPv6Network

_PREFIX = re.compile(r"/[0-9]{1,3}")
_PRIVATE: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"),
        *("127.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15"),
        *("240.0.0.0/4", "::1/128", "fc00::/7", "fe80::/10", "2001:db8::/32"),
    )
)
"""The blocks that nobody routes on the internet: private, shared, link-local, loopback, those of
examples and of benchmarks, reserved ones (IANA's special-purpose registries)."""


def address(text: str, _: bool) -> Value:
    """A value of IpAddress or NotIpAddress; bits behind the prefix do not count."""
    network = _network(text)
    if network is None:
        return TypedValue(None)
    aws = NO if _is_private(network) else UNKNOWN
    return TypedValue(lambda actual: _lies_in(actual, network), aws)


def _network(text: str) -> Network | None:
    _, slash, prefix = text.partition("/")
    if slash and not _PREFIX.fullmatch(slash + prefix):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _lies_in(actual: str, network: Network) -> Match:
    found = _address(actual)
    return is_so(found is not None and found.version == network.version and found in network)


def _is_private(network: Network) -> bool:
    """Whether no address of it is routed, so that AWS's own cannot be among them."""
    return any(_covers(private, network) for private in _PRIVATE)


def _covers(outer: Network, inner: Network) -> bool:
    if isinstance(outer, IPv4Network):
        return isinstance(inner, IPv4Network) and inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and inner.subnet_of(outer)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
