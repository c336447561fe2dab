"""A draft as what Jira takes: the fields of an issue or a request, and the searches for it.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.core.texts.ticket import NOT_WORKED_OUT, PROOF
from bot.core.tickets import Draft, Limit, Section, cut, shortened, utf16
from bot.core.tickets.section import one_line
from bot.tickets._adf import MOST, Node, body, described, document
from bot.tickets._jira_form import Form, FormField
from bot.tickets._jira_settings import JiraSettings

LABEL = "budget-check"
SUMMARY = Limit(255, utf16)
WINDOW = 50
"""So many issues may have been made since the search index was written: each is looked at."""
_PROPERTY = 255
PLANS: Mapping[str, tuple[str, ...]] = {
    "implementation plan": ("statement", "difference"),
    "backout plan": ("undo",),
    "test plan": (),
}
"""The fields of a change, and which sections stand there."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "change type": ("Normal",),
    "change reason": ("Repair", "Maintenance", "Other"),
    "change risk": ("Medium",),
}
"""What is taken of those that a field offers: whoever assesses the change knows better."""


def issue(draft: Draft, form: Form, settings: JiraSettings, assignee: str = "") -> Node:
    """The body of POST /rest/api/3/issue."""
    about = {
        "dedup": draft.dedup,
        "account": draft.account,
        "budget": one_line(draft.budget)[:_PROPERTY],
        "finding": draft.code,
        "resource": one_line(draft.resource)[:_PROPERTY],
    }
    place = {"project": {"key": settings.project}, "issuetype": {"id": form.issue_type}}
    fields = {**values(draft, form, settings, assignee), **place}
    return {"fields": fields, "properties": [{"key": LABEL, "value": about}]}


def service_request(draft: Draft, form: Form, settings: JiraSettings) -> Node:
    """The body of POST /rest/servicedeskapi/request."""
    return {
        "serviceDeskId": settings.desk,
        "requestTypeId": settings.request_type,
        "requestFieldValues": values(draft, form, settings, ""),
        "isAdfRequest": True,
    }


def afterwards(draft: Draft, assignee: str) -> Node:
    """What a request cannot say of itself: its labels, and who gets it."""
    labels = {"labels": [{"add": LABEL}, {"add": draft.dedup}]}
    fields = {"fields": {"assignee": {"id": assignee}}} if assignee else {}
    return {"update": labels, **fields}


def values(draft: Draft, form: Form, settings: JiraSettings, assignee: str) -> dict[str, object]:
    """The fields by their ids: only those that are on the form, so that none is refused."""
    ours: dict[str, object] = {
        "summary": shortened(one_line(draft.title), SUMMARY),
        "description": described(draft),
        "labels": [LABEL, draft.dedup],
        **({"assignee": {"id": assignee}} if assignee else {}),
    }
    on_form = {id: value for id, value in ours.items() if id in _ALWAYS or form.by_id(id)}
    priority = form.by_id("priority")
    chosen = priority.choice(settings.priorities[draft.severity]) if priority else None
    if chosen:
        on_form["priority"] = {"id": chosen.id}
    fixed = dict(settings.fixed)
    labels = fixed.get("labels")
    if isinstance(labels, list):  # the mark is not given up for labels of one's own
        fixed["labels"] = [*labels, LABEL, draft.dedup]
    return {**on_form, **dict(_change(draft, form)), **fixed}


_ALWAYS = ("summary", "description", "assignee")
"""A person asked for the assignee: where the form has none, Jira's refusal says so."""


def _change(draft: Draft, form: Form) -> Iterator[tuple[str, object]]:
    """The fields of a change, where the form has them."""
    for name, words in CHOICES.items():
        field = form.named(name)
        choice = field.choice(*words) if field else None
        if field and choice:
            value = {"id": choice.id}
            yield field.id, [value] if field.several else value
    for name, ids in PLANS.items():
        field = form.named(name)
        if field:
            yield field.id, _plan(field, _sections(draft, ids))


def _sections(draft: Draft, ids: Sequence[str]) -> list[Section]:
    found = [section for section in draft.sections if section.id in ids]
    if not ids:
        return [Section("proof", "", PROOF.format(budget=one_line(draft.budget)))]
    return found or [Section("none", "", NOT_WORKED_OUT)]


def _plan(field: FormField, sections: Sequence[Section]) -> object:
    if not field.document:
        return cut("\n\n".join(section.plain() for section in sections), MOST)
    whole = document(node for section in sections for node in body(section))
    if utf16(json.dumps(whole, ensure_ascii=False)) <= MOST.most:
        return whole
    return document(node for section in sections[:1] for node in body(section))


def open_with_mark(draft: Draft, form: Form, settings: JiraSettings) -> Node:
    """The search for the open issue of the same fault. The mark is the label, and where labels are
    not on the form the end of the description; a request is labelled once it is made.
    """
    labelled = settings.desk or form.by_id("labels")
    mark = f'labels = "{draft.dedup}"' if labelled else f'description ~ "\\"{draft.dedup}\\""'
    jql = f'project = "{settings.project}" AND {mark} AND statusCategory != Done'
    return _search(f"{jql} ORDER BY created DESC", "status")


def newest(settings: JiraSettings) -> Node:
    """The search for the project's last issue."""
    return _search(f'project = "{settings.project}" ORDER BY key DESC', "status")


def after(key: str, settings: JiraSettings) -> Node:
    """The issues that come after `key` ("" for none), read one by one and not from the index."""
    last = int(key.rpartition("-")[2]) if key.rpartition("-")[2].isdigit() else 0
    keys = [f"{settings.project}-{last + n}" for n in range(1, WINDOW + 1)]
    return {"issueIdsOrKeys": keys, "fields": ["labels", "description", "status"]}


def marked(issue: object, draft: Draft) -> bool:
    """Whether the mark stands anywhere in it."""
    return draft.dedup in json.dumps(issue)


def _search(jql: str, *fields: str) -> Node:
    return {"jql": jql, "fields": [*fields], "maxResults": 1}
