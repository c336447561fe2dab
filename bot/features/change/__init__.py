"""A change: plan, preview, claim, compare, write, verify, record, undo
(docs/architecture.md, "Rules of a fix").

`engine.ChangeEngine` is the door. It knows nothing of Slack: what happened goes out as
`events.ChangeEvent`, to the caller and through `events.Notifier`. What stands between a click and a
write is here and nowhere else: rights, approvals, the claim, the lease, the comparison,
the intent in the log.
"""
