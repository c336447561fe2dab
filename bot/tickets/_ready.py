"""The ticket systems that TICKETS names, set up with what each may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import SettingsError
from bot.tickets._system import ChangeGate, TicketKind, TicketPorts, TicketSystem

SECRET_SETTING = "TICKETS_SECRET_PARAMETER"  # noqa: S105  # a name


@dataclass(frozen=True, slots=True)
class ReadySystem:
    """A ticket system that tickets can be opened in. `name` is its file's, and its word in
    TICKETS.
    """

    name: str
    kind: TicketKind
    system: TicketSystem
    gate: ChangeGate | None = None


def made_ready(
    chosen: Sequence[tuple[str, TicketKind]],
    ports: Callable[[str], TicketPorts],
    secret_parameter: str,
) -> Mapping[str, ReadySystem]:
    """Each by its name, in that order.

    Raises SettingsError for a setting that is wrong, and where a secret is needed and nothing says
    where it stands.
    """
    ready: dict[str, ReadySystem] = {}
    for name, kind in chosen:
        given = ports(name)
        if kind.needs_secret(given.settings) and not secret_parameter:
            raise SettingsError(
                SECRET_SETTING,
                f"is missing: {kind.title} needs the SSM parameter that holds its secret "
                "(docs/tickets.md).",
            )
        ready[name] = ReadySystem(name, kind, kind.make(given), kind.gate(given))
    return ready


def strange_settings(
    name: str, kind: TicketKind, given: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Settings that are named after a system and are none of it, each with what it is instead."""
    for one in given:
        if one in kind.settings:
            continue
        about = f"{name.upper()}_{one}"
        if one.lower() in kind.secret:
            yield about, f"must not stand in the environment: it belongs into {SECRET_SETTING}."
        else:
            yield about, f"is no setting of {kind.title}."
