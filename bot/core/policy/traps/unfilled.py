"""Text of a template that was saved before anything was filled in."""

from __future__ import annotations

import re

_LOOKED_AT = 300
"""Characters of a value that are read; a policy's can fill 32 KB."""

_KINDS = (
    (
        "Terraform text that was never filled in",
        r"\$\{(?:var|local|data|module|each|self|count|path|terraform)\.|\$\{aws_[a-z_]+\.|"
        r"^(?:var|local|data|module|aws_[a-z_]+)\.[a-z_]",
    ),
    (
        "Serverless Framework text that was never filled in",
        r"\$\{(?:self|env|opt|sls|file|param|ssm|cf)[:(]",
    ),
    ("a CDK token that was never filled in", r"\$\{Token\["),
    (
        "CloudFormation text that was never filled in (Fn::Sub is missing)",
        r"\$\{AWS::|\$\{[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z]+)?\}",
    ),
    (
        "CloudFormation text that was never filled in",
        r"Fn::|!(?:Sub|Ref|GetAtt|Join|ImportValue)\b|^AWS::|\"Ref\":",
    ),
    (
        "a placeholder that was never filled in",
        r"<[^<>]+>|\{\{[^{}]+\}\}|%[A-Z_]{3,}%|\$\{[A-Z][A-Z0-9]*_[A-Z0-9_]*\}|\$[A-Z_]{3,}|"
        r"(?i:\byour[-_ ]|\breplace[-_ ]?(?:me|this|with)\b|\bchange[-_ ]?me\b|x{6,}|"
        r"(?:^|:)(?:my[-_ ])?(?:aws[-_ ]?)?account[-_ ]?(?:id|number)?(?:$|:)|"
        r"(?:^|[:/])(?:topic|budget|key)[-_ ]?(?:arn|name)$)",
    ),
)


def unfilled(text: str) -> str | None:
    """What a value is instead of a value; None where it may be one."""
    start = text[:_LOOKED_AT]
    return next((kind for kind, pattern in _KINDS if re.search(pattern, start)), None)
