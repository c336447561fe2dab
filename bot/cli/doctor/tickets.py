"""Can each ticket system be asked to open a ticket: settings, secret, rights, fields? None is
opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import monotonic

from bot.aws.ticket_secrets import TicketSecrets
from bot.cli.doctor._finding import DoctorFinding, fine, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import Cause, ReadFailed
from bot.errors import SettingsError
from bot.tickets import (
    SECRET_SETTING,
    ReadySystem,
    TicketKind,
    TicketPorts,
    kind_named,
    made_ready,
    strange_settings,
)

TITLE = "Tickets"
PLACE = 100
_STORE = 'Store it: docs/tickets.md, "The secret".'


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each system that TICKETS names."""
    if {"TICKETS", SECRET_SETTING} & {fault.name for fault in setup.faults}:
        return
    if not setup.settings.tickets:
        yield fine("TICKETS", "is not set: nobody is offered a change ticket.")
        return
    parameter = setup.settings.tickets_secret_parameter
    secrets = TicketSecrets(setup.clients.aws, parameter, monotonic)
    for name in setup.settings.tickets:
        yield from _system(setup, name, secrets)


def _system(setup: Setup, name: str, secrets: TicketSecrets) -> Iterator[DoctorFinding]:
    kind, given = kind_named(name), setup.settings.ticket_settings[name]
    for about, says in strange_settings(name, kind, given):
        yield warning(about, says, f"Take it out {setup.place}.")
    ports = TicketPorts(lambda _account: setup.clients.aws, given, secret=partial(secrets.of, name))
    parameter = setup.settings.tickets_secret_parameter
    try:
        ready = made_ready([(name, kind)], lambda _: ports, parameter)[name]
    except SettingsError as error:
        says = str(error).removeprefix(f"{error.name} ")
        yield wrong(error.name, says, f"Correct it {setup.place}.")
        return
    secret = secrets.of(name) if kind.needs_secret(given) else None
    yield from _secret(parameter, kind, secret) or _opens(ready)


def _secret(parameter: str, kind: TicketKind, secret: object) -> tuple[DoctorFinding, ...]:
    """Why nothing more can be asked; () where something can."""
    if not isinstance(secret, ReadFailed):
        return ()
    if secret.cause is Cause.FAILED:
        return (wrong(kind.title, secret.detail, _STORE),)
    return (unread(parameter, secret),)


def _opens(ready: ReadySystem) -> Iterator[DoctorFinding]:
    found = tuple(ready.system.faults())
    for one in found:
        tell = wrong if one.certain else warning
        yield tell(ready.kind.title, one.says, one.do)
    if not found:
        yield fine("TICKETS", f"{ready.kind.title}.")
