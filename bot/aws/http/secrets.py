"""The Slack app's two secrets, kept in SSM beneath one path (README.md, "Settings").

They are read when a function starts cold, on a thread of its own while Bolt is still being
imported, again when they are older than `KEEP`, and when one does not fit: a rotated signing secret
is used within seconds, the token within that time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from threading import Thread

from bot.aws.http.call import Api, Caller, RefusedError, SilentError
from bot.errors import SettingsError
from bot.settings import Settings

SSM = Api("ssm", "AmazonSSM", "1.1")
KEEP = 300.0
"""Seconds."""
_AT_MOST = 10.0
"""Seconds: anybody can send what is not signed."""
BOT_TOKEN = "bot-token"  # noqa: S105  # a name
SIGNING_SECRET = "signing-secret"  # noqa: S105  # a name
_SETTING = "SLACK_SECRETS_PARAMETER"
_FIELDS = {BOT_TOKEN: "bot_token", SIGNING_SECRET: "signing_secret"}
_DENIED = ("AccessDenied", "AccessDeniedException")
_log = logging.getLogger(__name__)


class Secrets:
    """The settings, completed with the secrets of the moment.

    `names` are those that this function may read. What the environment holds already is not asked
    for. `monotonic` gives seconds.
    """

    def __init__(
        self,
        settings: Settings,
        caller: Caller,
        names: tuple[str, ...] = (BOT_TOKEN, SIGNING_SECRET),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._caller = caller
        self._names = tuple(name for name in names if not getattr(settings, _FIELDS[name]))
        self._monotonic = monotonic
        self._read: Settings | None = None
        self._read_at = self._tried_at = monotonic()
        self._thread: Thread | None = None

    def begin(self) -> Secrets:
        """Start reading; `settings` waits for it. What goes wrong is for `settings` to say."""
        self._thread = Thread(target=self._try, name="secrets", daemon=True)
        self._thread.start()
        return self

    def settings(self) -> Settings:
        """The settings with the secrets; the same object while nothing has changed.

        Raises SettingsError where they cannot be read and never were: a read that fails later
        leaves the last ones in use.
        """
        thread, self._thread = self._thread, None
        if thread:
            thread.join()
        if self._read is None:
            self._keep(self._fetch())
        elif self._monotonic() - self._read_at > KEEP:
            self._try()
        assert self._read is not None  # noqa: S101  # `_keep` has set it, or `_fetch` raised
        return self._read

    def fresh(self) -> Settings:
        """The same read again, for a secret that does not fit: at most once in `_AT_MOST`."""
        if self._monotonic() - self._tried_at > _AT_MOST:
            self._try()
        return self.settings()

    def _try(self) -> None:
        self._tried_at = self._monotonic()
        try:
            self._keep(self._fetch())
        except SettingsError as error:
            _log.warning("The secrets could not be read: %s", error)

    def _keep(self, found: Settings) -> None:
        self._read_at = self._monotonic()
        if found != self._read:
            self._read = found

    def _fetch(self) -> Settings:
        path = self._settings.secrets_parameter.rstrip("/")
        if not path or not self._names:
            return self._settings
        wanted = {f"{path}/{name}": name for name in self._names}
        found = self._ask(path, tuple(wanted))
        gone = [name for name in wanted if not found.get(name)]
        if gone:
            raise SettingsError(
                _SETTING,
                f"names {path}, and there is no parameter {' and no '.join(gone)} in "
                f"{self._caller.region}: store it there with `aws ssm put-parameter --type "
                "SecureString` (docs/install.md).",
            )
        values = {name: found[parameter] for parameter, name in wanted.items()}
        return self._settings.with_secrets(
            values.get(BOT_TOKEN, ""), values.get(SIGNING_SECRET, "")
        )

    def _ask(self, path: str, names: tuple[str, ...]) -> Mapping[str, str]:
        try:
            answer = self._caller.call(
                SSM, "GetParameters", {"Names": list(names), "WithDecryption": True}
            )
        except RefusedError as error:
            what = f"names {path}, which AWS refuses: {error}."
            needs = " The role needs ssm:GetParameters (and kms:Decrypt for a key of your own)."
            raise SettingsError(
                _SETTING, what + (needs if error.code in _DENIED else "")
            ) from error
        except SilentError as error:
            raise SettingsError(_SETTING, f"names {path}, and {error}.") from error
        parameters = answer.get("Parameters")
        listed = parameters if isinstance(parameters, list) else []
        return {str(one.get("Name")): str(one.get("Value") or "").strip() for one in listed}
