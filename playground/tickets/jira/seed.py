"""The site as it starts: three projects that the bot may use, two that it may not."""

from __future__ import annotations

from playground.tickets.jira.model import Field, IssueType, Project, Token, User

CLOUD_ID = "11111111-2222-3333-4444-555555555555"
EMAIL = "budget-check@acme.example"
TOKEN = "playground"
CLASSIC_TOKEN = "playground-classic"
READER_TOKEN = "playground-reader"
ENDED_TOKEN = "playground-ended"

_WORK = frozenset({"read:jira-work", "write:jira-work"})
_ALL = _WORK | {"read:jira-user", "read:servicedesk-request", "write:servicedesk-request"}
TOKENS = (
    Token(TOKEN, EMAIL, _ALL),
    Token(CLASSIC_TOKEN, EMAIL),
    Token(READER_TOKEN, EMAIL, frozenset({"read:jira-work", "read:jira-user"})),
    Token(ENDED_TOKEN, EMAIL, _ALL, ended=True),
)

BOT = User("712020:b07", "budget-check", EMAIL)
ADA = User("712020:ad4", "Ada Admin", "ada@acme.example")
DANA = User("712020:dan4", "Dana Developer", "dana@acme.example")
USERS = (BOT, ADA, DANA)
PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")

_COMMON = (
    Field("project", "Project", "project", required=True),
    Field("issuetype", "Issue Type", "issuetype", required=True),
    Field("summary", "Summary", required=True),
    Field("description", "Description"),
    Field("labels", "Labels", "array"),
    Field("priority", "Priority", "priority", default=True),
    Field("assignee", "Assignee", "user"),
    Field("reporter", "Reporter", "user", required=True, default=True),
    Field("duedate", "Due date", "date"),
)
TEAM = Field("customfield_10050", "Owning team", "option", True, ("FinOps", "Platform"))
CHANGE = (
    Field("customfield_10005", "Change type", "option", True, ("Standard", "Normal", "Emergency")),
    Field("customfield_10006", "Change reason", "option", False, ("Repair", "Maintenance")),
    Field("customfield_10007", "Change risk", "option", False, ("Low", "Medium", "High")),
    Field("customfield_10008", "Planned start", "datetime"),
    Field("customfield_10009", "Planned end", "datetime"),
    Field("customfield_10010", "Implementation plan", "doc"),
    Field("customfield_10011", "Backout plan", "doc"),
    Field("customfield_10012", "Test plan", "doc"),
)

_TASK = IssueType("10001", "Task", _COMMON)
_BUG = IssueType("10002", "Bug", _COMMON)
PROJECTS = (
    Project("10000", "OPS", "Operations", (_TASK, _BUG)),
    Project("10010", "SEC", "Security", (IssueType("10003", "Task", (*_COMMON, TEAM)),)),
    Project(
        "10020",
        "CHG",
        "Changes",
        (IssueType("10004", "[System] Change", (*_COMMON, *CHANGE)),),
    ),
    Project("10030", "READ", "Only to read", (_TASK,), may_create=False),
    Project("10040", "HIDDEN", "Of others", (_TASK,), may_create=False, visible=False),
)
DESK = "3"
"""The service desk of CHG."""
REQUEST_TYPE = "25"
"""Its request type for a change."""
