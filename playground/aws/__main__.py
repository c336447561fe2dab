"""`python -m playground.aws --port 5005 [--scenario NAME]`: the embedded AWS on loopback.

Started with any Python >= 3.11; ministack lives in `.venv-aws`, so this process becomes that
environment's Python (`os.execv`: same process id, signals arrive, nothing is left behind).

The scenarios are handed to the server by the name of a module, which `--seeds` replaces. For
whoever writes one: the server seeds itself, inside `.venv-aws`, where boto3 does not exist. So the
module must import nothing beyond the standard library, botocore and `playground`. It offers `NAMES`
(every scenario's name) and `seed(url, names)`, which is called once, over HTTP, as soon as the
server answers and before its address is printed. Without `--scenario` all are seeded; `--scenario
none` seeds nothing; the option may be repeated.
"""

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER_PYTHON = ROOT / ".venv-aws" / "bin" / "python"
SEEDS = "playground.scenarios.load"
"""A name, for the scenarios are seeded through this AWS and stand above it."""


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """`port`, `seeds` and `scenario` (a list, None where all are meant).

    Wrong usage exits with status 2.
    """
    parser = argparse.ArgumentParser(
        prog="python -m playground.aws", description="The embedded AWS, on loopback."
    )
    parser.add_argument("--port", type=int, default=5005, help="5005; 0 takes a free one")
    parser.add_argument(
        "--scenario", action="append", metavar="NAME", help="may be repeated; none: an empty AWS"
    )
    parser.add_argument("--socket", type=int, metavar="FD", help="bound already: its descriptor")
    parser.add_argument("--seeds", metavar="MODULE", default=SEEDS, help=f"instead of {SEEDS}")
    parser.add_argument(
        "--parent", type=int, metavar="PID", help="end when this one, who started it, has ended"
    )
    return parser.parse_args(arguments)


# ministack reads these while it is imported. IAM is enforced, nothing is kept on disk.
_SETTINGS = {
    "AUTH": "true",
    "BIND_HOST": "127.0.0.1",
    "LOG_LEVEL": "ERROR",
    "IOT_MTLS_ENABLED": "0",
    "SFTP_ENABLED": "0",
    "PERSIST_STATE": "0",
    "S3_PERSIST": "0",
    "PYTHONPATH": str(ROOT),
    "PYTHONUNBUFFERED": "1",
    # Lambda waits one minute, then two, before it tries an asynchronous event again.
    "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.1",
}
# The shell's own credentials and settings must not become ministack's.
_FOREIGN = ("AWS_", "MINISTACK_", "LOCALSTACK_", "SERVICES")


def server_environment(port: int) -> dict[str, str]:
    """The environment in which the server runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return {**kept, **_SETTINGS, "GATEWAY_PORT": str(port)}


def bound(port: int) -> socket.socket:
    """A loopback socket that does not listen yet; 0 takes a free port, which is held from now on.

    OSError or OverflowError: it cannot be had.
    """
    sock = socket.socket()
    try:
        if port:  # who stopped there a moment ago is no hindrance
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
    except (OSError, OverflowError):
        sock.close()
        raise
    return sock


def in_use(port: int) -> str:
    """What to say of a port that somebody else has."""
    return f"Port {port} is in use: stop what listens there, or take another --port."


def _socket(given: argparse.Namespace) -> socket.socket:
    """Ours, or that of whoever started this; a port that cannot be had ends the process."""
    if given.socket is not None:
        return socket.socket(fileno=given.socket)
    try:
        return bound(given.port)
    except (OSError, OverflowError):
        sys.exit(in_use(given.port))


def main() -> None:
    """Check the words, then become the server."""
    given = options(sys.argv[1:])
    if not SERVER_PYTHON.exists():
        sys.exit("The embedded AWS is not installed (.venv-aws is missing): run `make setup`.")
    sock = _socket(given)
    port = int(sock.getsockname()[1])
    sock.set_inheritable(True)
    names = [word for name in given.scenario or () for word in ("--scenario", name)]
    command = [str(SERVER_PYTHON), "-m", "playground.aws.server", *names]
    command += ["--seeds", given.seeds]
    command += ["--socket", str(sock.detach())]
    if given.parent is not None:
        command += ["--parent", str(given.parent)]
    os.execve(command[0], command, server_environment(port))  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main()
