"""KMS as AWS behaves where ministack does not: states, policies, grants, AWS managed keys."""
