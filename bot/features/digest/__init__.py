"""The digest: one post a week with what broke, what was mended and what still does not alert."""
