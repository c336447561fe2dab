"""Where a policy is written, and the edit of it."""
