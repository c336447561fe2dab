"""OpsCenter of AWS Systems Manager, which ministack does not have (docs/facts.md 6)."""
