"""The nouns of budget-check, as frozen data: one file for each thing that is read.

The words are those of AWS Budgets, SNS and KMS (docs/architecture.md, "Words"). What `bot.aws`
reads becomes one `Facts`; `Facts.paths` lays it out as one `Path` for each notification, and the
checks read nothing but a `Path`.
"""
