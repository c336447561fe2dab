"""A signature by a key in KMS: anybody who has its public key can check it."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.aws.clients import Aws
from bot.aws.sign import sign
from bot.core.model.read import Cause, ReadFailed
from tests.aws.conftest import QUICK
from tests.aws.fake import Given, as_json, endpoint
from tests.aws.world import OpenAws

KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"


class Kms:
    """KMS with one RSA key: it signs as KMS does, with what OpenSSL signs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, Given]] = []
        self.refuses = ""
        key, public = str(folder / "key.pem"), str(folder / "public.pem")
        self._run("genrsa", "-out", key, "2048")
        self._run("rsa", "-in", key, "-pubout", "-out", public)

    def answer(self, operation: str, given: Given) -> tuple[int, str, str]:
        self.asked.append((operation, given))
        if self.refuses:
            error = {"__type": self.refuses, "message": "So it is."}
            return 400, "application/x-amz-json-1.1", json.dumps(error)
        message = self.folder / "message"
        message.write_bytes(base64.b64decode(given["Message"]))
        signed = self._run("dgst", "-sha256", "-sign", str(self.folder / "key.pem"), str(message))
        return as_json({"KeyId": KEY, "Signature": base64.b64encode(signed).decode()})

    def verifies(self, message: bytes, signature: bytes) -> bool:
        said, by = self.folder / "said", self.folder / "by"
        said.write_bytes(message)
        by.write_bytes(signature)
        with_ = ["-verify", str(self.folder / "public.pem"), "-signature", str(by)]
        return b"Verified OK" in self._run("dgst", "-sha256", *with_, str(said))

    def _run(self, *words: str) -> bytes:
        return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout


@pytest.fixture
def kms(tmp_path: Path) -> Kms:
    return Kms(tmp_path)


@pytest.fixture
def aws(kms: Kms, open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    with endpoint(kms.answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        yield open_aws(config=QUICK)


def test_it_is_the_keys_signature(kms: Kms, aws: Aws) -> None:
    asked: list[str] = []

    def reading(account: str) -> Aws:
        asked.append(account)
        return aws

    made = sign(reading, KEY, b"header.claims")
    assert isinstance(made, bytes)
    assert kms.verifies(b"header.claims", made)
    assert asked == ["111111111111"]
    ((operation, given),) = kms.asked
    assert (operation, given["KeyId"], given["MessageType"]) == ("Sign", KEY, "RAW")
    assert given["SigningAlgorithm"] == "RSASSA_PKCS1_V1_5_SHA_256"


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("AccessDeniedException", Cause.REFUSED),
        ("DisabledException", Cause.FAILED),
        ("NotFoundException", Cause.FAILED),
        ("KMSInvalidStateException", Cause.FAILED),
        ("InvalidKeyUsageException", Cause.FAILED),
    ],
)
def test_what_kms_refuses(kms: Kms, aws: Aws, code: str, cause: Cause) -> None:
    kms.refuses = code
    found = sign(lambda _: aws, KEY, b"x")
    assert found == ReadFailed("kms:Sign", KEY, cause, "So it is.")


def test_an_account_that_cannot_be_reached() -> None:
    unread = ReadFailed("sts:AssumeRole", "arn:aws:iam::1:role/x", Cause.REFUSED, "No.")
    assert sign(lambda _: unread, KEY, b"x") is unread
