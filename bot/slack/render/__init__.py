"""What people see: pure functions from what is known to Block Kit, one file per thing shown."""
