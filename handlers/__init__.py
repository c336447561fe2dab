"""The doors: one file per Lambda function (DESIGN section 4)."""
