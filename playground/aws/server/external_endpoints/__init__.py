"""Lambda functions whose code runs in another process of this machine, behind an HTTP address."""
