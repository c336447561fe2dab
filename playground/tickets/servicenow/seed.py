"""The instance as it starts."""

from __future__ import annotations

from playground.tickets.servicenow.model import Client

CLIENT_ID = "playground"
CLIENT_SECRET = "playground"
READER_ID = "playground-reader"
STRANGER_ID = "playground-stranger"

CLIENTS = (
    Client(CLIENT_ID, CLIENT_SECRET, "budget.check"),
    Client(READER_ID, CLIENT_SECRET, "budget.reader", writes=False),
    Client(STRANGER_ID, CLIENT_SECRET, "budget.stranger", reads=False, writes=False),
)
DANA = "Dana Developer"
PASSWORDS = {"budget.check": CLIENT_SECRET}
"""For Basic, which developer instances take."""

GROUPS = {
    "287ebd7da9fe198100f92cc8d1d2154e": "Network",
    "d625dccec0a8016700a222a0f7900d06": "Service Desk",
    "1c590685c0a8018b2a473a7159ff5d9a": "Cloud FinOps",
    "8a5055c9c61122780043563ef53438e3": "Former Team",
}
"""Assignment groups: sys_id to name."""
INACTIVE_GROUP = "Former Team"
TEMPLATES = {"185af7d1537a1110c99eddeeff7b1234": "Mend the alert path of a budget"}
"""Published standard change templates."""
ITEMS = {"b0c4030ac0a800090152e7a4564ca36c": "aws-budgets"}
"""Configuration items."""
