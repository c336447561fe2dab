"""The lines of the log, read from its records: a change is one line, where its newest record is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.core.change.log_record import LogRecord
from bot.core.log_entry import PULL_REQUEST_ASKED, TICKET_ASKED, LogEntry, acts_of, stands_alone
from bot.core.log_filter import LogFilter
from bot.jobs.context import Store
from bot.store.pages import Page

_AT_ONCE = 50
_MOST_READ = 1_000
"""Records that are looked at for one page: a filter may fit none of them."""

_BEFORE = frozenset({TICKET_ASKED, PULL_REQUEST_ASKED})


@dataclass(slots=True)
class LogReader:
    """Reads an account's log, or one budget's. `is_wanted` says of a person whether they fit."""

    store: Store
    account: str
    filter: LogFilter
    is_wanted: Callable[[str], bool]
    _changes: dict[str, tuple[LogRecord, ...]] = field(default_factory=dict)

    def page(self, cursor: str, most: int) -> Page[LogEntry]:
        """At most so many lines, newest first. Raises StoreError; UsageError for a bad cursor."""
        found: list[LogEntry] = []
        last: LogRecord | None = None
        for read, record in enumerate(self.records(cursor)):
            entry = self._entry(record, first=not cursor)
            if last and (read == _MOST_READ or (entry and len(found) == most)):
                of_budget = bool(self.filter.budget)
                return Page(tuple(found), self.store.log.cursor_after(last, of_budget=of_budget))
            found += [entry] if entry else []
            last = record
        return Page(tuple(found))

    def records(self, cursor: str = "") -> Iterator[LogRecord]:
        """Every record, newest first, whoever's it is. Raises as `page`."""
        while True:
            page = self._read(cursor)
            yield from page.items
            cursor = page.cursor
            if not cursor:
                return

    def fits(self, record: LogRecord) -> bool:
        """Whether it is of who is wanted."""
        return not self.filter.person or self.is_wanted(record.who)

    def _read(self, cursor: str) -> Page[LogRecord]:
        log, wanted = self.store.log, self.filter
        if wanted.budget:
            return log.of_budget(self.account, wanted.budget, _AT_ONCE, cursor, wanted.since)
        return log.of_account(self.account, _AT_ONCE, cursor, wanted.since)

    def _entry(self, record: LogRecord, *, first: bool) -> LogEntry | None:
        """The line that begins at this record; None where none does, or it is not wanted.

        On the first page a change begins where it is met first: its newest record may not show
        there yet.
        """
        records = self._line_at(record, first=first)
        if not any(map(self.fits, records)):
            return None
        change = self.store.changes.get(record.change) if record.change else None
        return LogEntry(records, change)

    def _line_at(self, record: LogRecord, *, first: bool) -> tuple[LogRecord, ...]:
        if stands_alone(record):
            return () if record.what in _BEFORE else (record,)
        met = record.change in self._changes
        if not met:
            self._changes[record.change] = acts_of(self.store.log.of_change(record.change))
        acts = self._changes[record.change]
        newest = bool(acts) and acts[-1].id == record.id
        return acts if newest or (first and not met) else ()
