"""A local GitHub: issues, labels, git with its own object ids, pull requests, apps.

github        from a request to its answer: token, repository, right, schema, call
access        whose token it is, and what it may
routes        which operation of GitHub's API is answered by which function, and what it needs
schemas       GitHub's own OpenAPI (`openapi.json`, cut by `python -m tools.ticket_schemas`)
seed          the repositories, people and tokens as it starts
infra/        what the seeded repository acme/infra holds
model         what it knows
git           blobs, trees, commits, by the ids that git gives them
merging       the two ends of a pull request, and its merge
errors        its own words for a refusal
issues, labels, repositories, branches, commits, contents, pulls, apps   the calls
graphql       the one mutation, and graphql_document, which reads it
shapes        what it shows, as its schemas want it
pages         the same for people
"""

from playground.tickets.github import seed
from playground.tickets.github.github import GitHub
from playground.tickets.github.model import Issue, Repository, Token, User

__all__ = ["GitHub", "Issue", "Repository", "Token", "User", "seed"]
