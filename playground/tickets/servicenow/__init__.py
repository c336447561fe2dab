"""A local ServiceNow: OAuth's client credentials and the Change Management API, no more.

servicenow   from a request to its answer
seed         the instance as it starts: clients, groups, templates
model        what it knows: changes, tokens
fields       a change's fields, their lengths and how they are shown
changes      open, find, read and update a change
rules        which state follows which, and what a closed change must carry
schemas      what a request may be, and what an answer is
errors       its own words for a refusal
"""

from playground.tickets.servicenow import seed
from playground.tickets.servicenow.model import Approval, Change, State
from playground.tickets.servicenow.pages import TEXTS
from playground.tickets.servicenow.servicenow import ServiceNow

__all__ = ["TEXTS", "Approval", "Change", "ServiceNow", "State", "seed"]
