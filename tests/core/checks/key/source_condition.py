from tests.core.build import KEY, ROOT, document, key_path, key_statement, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("not encrypted", path()),
    Case("the account's own", key_path()),
    Case("not let in at all", key_path(document(ROOT))),
    Case(
        "as AWS prints it: none",
        key_path(document(ROOT, key_statement(None))),
        ("key.no-source-condition OK",),
        ("aws:SourceAccount 111111111111",),
    ),
    Case("unread", key_path(policies=refused("kms:GetKeyPolicy", KEY)), unread=True),
]
