"""The other services that publish to topics (docs/facts.md 13), one file each."""
