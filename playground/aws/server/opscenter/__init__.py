"""OpsCenter of AWS Systems Manager, which ministack does not have (FACTS 6)."""
