"""Is the map of sources valid, and can a pull request be opened in each place that it names? None
is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import monotonic

from bot.aws.parameter import Parameter
from bot.aws.ticket_secrets import TicketSecrets
from bot.cli.doctor._finding import DoctorFinding, fine, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import Cause, ReadFailed
from bot.core.sources import Place, WrongMap, sources_of
from bot.errors import SettingsError
from bot.pull_requests import HostKind, hosts
from bot.tickets import SECRET_SETTING, TicketPorts

TITLE = "Pull requests"
PLACE = 105
_SETTING = "SOURCES_PARAMETER"
_MAP = 'Store it: docs/pull-requests.md, "Which file".'
_STORE = 'Store it: docs/tickets.md, "The secret".'


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """The map, and each place in it."""
    if {_SETTING, SECRET_SETTING} & {fault.name for fault in setup.faults}:
        return
    name = setup.settings.sources_parameter
    if not name:
        yield fine(_SETTING, "is not set: nobody is offered a pull request.")
        return
    text = Parameter(setup.clients.aws, name, monotonic).value()
    if isinstance(text, ReadFailed):
        yield _unread(name, text, _MAP)
        return
    found = sources_of(text)
    if isinstance(found, WrongMap):
        yield wrong(name, found.why, _MAP)
        return
    places = tuple(dict.fromkeys(one.place for one in found.sources))
    if not places:
        yield warning(name, "names no place: nobody is offered a pull request.", _MAP)
    for host in dict.fromkeys(place.host for place in places):
        yield from _host(setup, host, [place for place in places if place.host == host])


def _host(setup: Setup, name: str, places: list[Place]) -> Iterator[DoctorFinding]:
    kind = hosts().get(name)
    if kind is None:
        known = ", ".join(sorted(hosts()))
        yield wrong(name, "is no host of repositories.", f"Name one of {known} in the map.")
        return
    parameter, given = setup.settings.tickets_secret_parameter, _given(setup, name)
    secrets = TicketSecrets(setup.clients.aws, parameter, monotonic)
    needed = kind.needs_secret(given)
    if needed and not parameter:
        yield wrong(SECRET_SETTING, f"is missing: {kind.title} needs its secret.", _STORE)
        return
    secret = secrets.of(name) if needed else None
    if isinstance(secret, ReadFailed):
        yield _unread(parameter, secret, _STORE)
        return
    ports = TicketPorts(lambda _account: setup.clients.aws, given, secret=partial(secrets.of, name))
    yield from _places(setup, kind, ports, places)


def _given(setup: Setup, name: str) -> dict[str, str]:
    settings = setup.settings
    return dict(settings.ticket_settings.get(name) or settings.host_settings.get(name, {}))


def _places(
    setup: Setup, kind: HostKind, ports: TicketPorts, places: list[Place]
) -> Iterator[DoctorFinding]:
    try:
        host = kind.make(ports)
    except SettingsError as error:
        says = str(error).removeprefix(f"{error.name} ")
        yield wrong(error.name, says, f"Correct it {setup.place}.")
        return
    for place in places:
        about = f"{place.repository}/{place.path} ({place.base})"
        faults = tuple(host.faults(place))
        for fault in faults:
            tell = wrong if fault.certain else warning
            yield tell(about, fault.says, fault.do)
        if not faults:
            yield fine(about, "a pull request can be opened.")


def _unread(name: str, read: ReadFailed, do: str) -> DoctorFinding:
    if read.cause is Cause.FAILED:
        return wrong(name, read.detail, do)
    return unread(name, read)
