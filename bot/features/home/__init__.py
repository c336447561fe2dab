"""The App Home: the last verdicts, page by page."""
