"""By which endings of their names the files are known that count for a policy."""

from __future__ import annotations

TERRAFORM = (".tf", ".tofu")
VARIABLES = (".tfvars", ".tfvars.json")
JSON_SYNTAX = (".tf.json", ".tofu.json")
TEMPLATES = (".yaml", ".yml", ".json", ".template", ".cfn", ".sam")
"""Of these only what holds a topic or key is read; a policy's own JSON is among them."""
ENDINGS = tuple(dict.fromkeys((*TERRAFORM, *VARIABLES, *JSON_SYNTAX, *TEMPLATES)))
"""What has to be handed in: without the values of variables a default would be taken for a name."""
