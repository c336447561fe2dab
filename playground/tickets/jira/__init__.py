"""A local Jira Cloud: issues, the search that lags, create metadata, service-desk requests.

jira      from a request to its answer: token, scope, call
site      the issues, and what people do with them
calls     the calls of the REST API
seed      the site as it starts: projects, fields, people, tokens
model     what it knows
create    the fields of a new issue, checked
adf       the Atlassian Document Format, checked and read
jql       the small part of JQL that is asked here
search    the index, which lags behind the issues
shapes    issues as the REST API shows them
metadata  create metadata, fields, permissions
desk      requests of a service desk
schemas   what a request may be, and what an answer is
errors    its own words for a refusal
"""

from playground.tickets.jira import seed
from playground.tickets.jira.jira import Jira
from playground.tickets.jira.model import Issue, Status

__all__ = ["Issue", "Jira", "Status", "seed"]
