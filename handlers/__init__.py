"""The doors: one file per Lambda function (docs/architecture.md, "The doors")."""
