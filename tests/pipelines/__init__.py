"""The action, the hook and the policy for pipelines."""
