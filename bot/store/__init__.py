"""What budget-check remembers, in DynamoDB: changes, leases, the action log, last verdicts,
and the answers whose buttons can still be pressed.

There is no second copy in memory: a laptop and the tests use the same code against the embedded
AWS. Every method raises `bot.errors.StoreError` where a table gives no answer; whoever gets one
writes nothing to AWS.
"""
