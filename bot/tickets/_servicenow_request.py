"""A draft as the fields of a change request, within each field's length.

https://www.servicenow.com/docs/csh?topicname=change-management-api.html; the lengths are those of
an instance as it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from bot.core.texts.ticket import IN_WORK_NOTES, NOT_WORKED_OUT, PROOF, THREAD_AT
from bot.core.tickets import Draft, Limit, Section, Severity, cut, shortened, utf16
from bot.core.tickets.section import one_line, writable
from bot.tickets._servicenow_settings import ChangeType, ServiceNowSettings

CHANGES = "/api/sn_chg_rest/change"
TITLE = Limit(160, utf16)
TEXT = Limit(4000, utf16)
NOTES = Limit(65_000, utf16)
_MARK = 100
_PRIORITIES = {Severity.HIGH: "2", Severity.MEDIUM: "3", Severity.LOW: "4"}
_FIELDS: Mapping[str, re.Pattern[str]] = {
    "implementation_plan": re.compile(
        "statement|difference|terraform|cloudformation|fixes|by-hand-.*"
    ),
    "backout_plan": re.compile("undo"),
    "risk_impact_analysis": re.compile("impact|owner"),
}
"""Which sections stand in which field, by their ids; the others are the description."""
_HTML = re.compile(r"\[(?=/?code\])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def change(draft: Draft, group: str, ci: str) -> Mapping[str, str]:
    """The body that opens it: plain fields. `group` and `ci` are sys_ids, "" for none."""
    notes: list[Section] = []
    fields = {
        "short_description": shortened(one_line(draft.title), TITLE),
        "description": _fitted(_head(draft), _described(draft), notes),
        "justification": shortened(one_line(draft.summary), TEXT),
        **{name: _field(draft, name, notes) for name in _FIELDS},
        "test_plan": shortened(PROOF.format(budget=one_line(draft.budget)), TEXT),
        "priority": _PRIORITIES[draft.severity],
        "correlation_id": draft.dedup[:_MARK],
        "correlation_display": "budget-check",
        "assignment_group": group,
        "cmdb_ci": ci,
        "work_notes": journal("\n\n".join(map(_text, sorted(notes, key=_need)))),
    }
    return {name: value for name, value in fields.items() if value}


def where(settings: ServiceNowSettings) -> str:
    """Where such a change is opened."""
    kind = settings.type
    template = f"/{settings.template}" if kind is ChangeType.STANDARD else ""
    return f"{CHANGES}/{kind}{template}"


def open_with_mark(mark: str) -> str:
    """Where the open change of this correlation id is found."""
    return f"{CHANGES}?{urlencode({'correlation_id': mark[:_MARK], 'active': 'true'})}"


def journal(text: str) -> str:
    """A text for a journal field, where ServiceNow would take what stands in [code] for HTML."""
    return cut(_HTML.sub("[ ", _plain(text)), NOTES)


def _head(draft: Draft) -> str:
    thread = THREAD_AT.format(address=draft.thread) if draft.thread else ""
    return "\n".join(part for part in (one_line(draft.summary), thread) if part)


def _described(draft: Draft) -> list[Section]:
    ids = _FIELDS.values()
    return [one for one in draft.sections if not any(id.fullmatch(one.id) for id in ids)]


def _field(draft: Draft, name: str, notes: list[Section]) -> str:
    found = [section for section in draft.sections if _FIELDS[name].fullmatch(section.id)]
    return _fitted("", found, notes) if found else NOT_WORKED_OUT


def _fitted(head: str, sections: Sequence[Section], notes: list[Section]) -> str:
    """As many sections as fit whole, in their order; the others go to the work notes."""
    texts = [head] if head else []
    room = TEXT.less(f"\n\n{IN_WORK_NOTES}").less(head)
    left = False
    for section in sections:
        text = _text(section)
        if room.takes(f"\n\n{text}"):
            texts.append(text)
            room = room.less(f"\n\n{text}")
        else:
            notes.append(section)
            left = True
    return "\n\n".join([*texts, *([IN_WORK_NOTES] if left else [])])


def _need(section: Section) -> bool:
    """The statement first: what is last may be cut."""
    return section.id != "statement"


def _text(section: Section) -> str:
    return "\n".join(_lines(section))


def _lines(section: Section) -> Iterator[str]:
    yield f"== {one_line(section.title)} =="
    if section.says:
        yield one_line(section.says)
    yield from (f"- {one_line(point)}" for point in section.points)
    if section.code:
        yield _plain(section.code)


def _plain(text: str) -> str:
    """Control characters as JSON writes them: an instance would drop them."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", writable(text))
