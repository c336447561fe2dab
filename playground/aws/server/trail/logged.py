"""Which calls CloudTrail tells EventBridge of: management events that write.

EventBridge passes on no read (Get, List, Describe), and Publish or a use of a key is a data event
or a read: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
"""

SERVICES = {"kms": "kms", "sns": "sns", "budgets": "budgets"}
"""boto3's name of a service, and what stands in `eventSource` before `.amazonaws.com`."""
_READS = ("Get", "List", "Describe", "Check", "Lookup")
# Of KMS everything but these two families writes or reads; they use a key (read-only events).
_USES = ("Encrypt", "Decrypt", "ReEncrypt", "Generate", "Sign", "Verify", "Publish", "DeriveShared")


def is_logged(service: str, operation: str) -> bool:
    """Whether the call's event reaches EventBridge."""
    return service in SERVICES and bool(operation) and not operation.startswith((*_READS, *_USES))
