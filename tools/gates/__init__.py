"""The gates over the templates: what AWS would refuse is refused here first (docs/facts.md 12)."""
