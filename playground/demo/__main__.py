"""`make demo`: the embedded AWS, a local Slack and the bot, on one laptop, without any account.

It opens a page on loopback and prints its address; Ctrl-C ends everything. The bot is the real one,
the same app as in production, pointed at loopback.

With `--once` there is no page: it prints the check of a broken budget and of a healthy one, mends
the broken one from Slack (a signed `/budget-check`, the button, the preview, the submission, the
thread), shows before and after whether an alert arrives, and stops. Around that it follows an alert
of the healthy one to the next that arrives.
"""

from __future__ import annotations

import signal

if __name__ == "__main__":
    # Until `main` runs, Ctrl-C ends it without a word: a traceback out of an import helps nobody.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import sys
import tempfile
import threading
import webbrowser
from types import FrameType

from playground.demo.bot import ACCOUNT, FUNCTION, bot_of_the_page
from playground.demo.story import tell
from playground.page.files import DIST, NOT_BUILT
from playground.page.launch import HEARD, opened, port_or_free
from playground.scenarios.load import find

PAGE_PORT = 5007
FIRST_STEPS = f"""
  1. Press "Spend crosses 80 %", on the right: the alert is lost, and in Slack nothing happens.
  2. Type /budget-check {find(HEARD[0]).budget} in Slack: it says why.
  3. Press the green button under the answer, and read what it would do before you let it.
"""


def main() -> int:
    """Run the demo; 0 unless something did not start or did not answer."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="print the story and stop")
    parser.add_argument(
        "--port", type=_port, default=PAGE_PORT, help=f"of the page ({PAGE_PORT}); 0: a free one"
    )
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    given = parser.parse_args()
    for word in (signal.SIGINT, signal.SIGTERM):
        signal.signal(word, _interrupt)
    try:
        if given.once:
            tell(_say)
        else:
            _open_the_page(given.port, show=given.open)
    except KeyboardInterrupt:
        _say("\nStopped.")
    except (OSError, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _port(text: str) -> int:
    """ValueError: it is none, which argparse says."""
    port = int(text)
    if not 0 <= port < 65536:
        raise ValueError(text)
    return port


def _open_the_page(wanted: int, *, show: bool) -> None:
    port = port_or_free(wanted)
    if wanted and not port:
        _say(f"Port {wanted} cannot be used: the page gets another one.")
    with (
        tempfile.TemporaryFile() as words,
        opened(bot_of_the_page(words), ACCOUNT, FUNCTION, port) as (server, _),
    ):
        if not (DIST / "index.html").exists():
            _say(NOT_BUILT.strip())
        _say(f"The playground is at {server.url} (Ctrl-C stops it).\n{FIRST_STEPS}")
        if show and not webbrowser.open(server.url):
            _say("No browser could be opened: open the address yourself.")
        _until_interrupted()


def _until_interrupted() -> None:
    try:
        threading.Event().wait()
    finally:
        # An impatient second Ctrl-C must not leave anything behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
