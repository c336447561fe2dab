"""The action log, page by page."""
