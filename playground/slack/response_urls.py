"""response_url: 5 uses within 30 minutes, also where the bot is not a member (docs/facts.md 7).

A use that Slack refuses for its content is taken not to count (documented nowhere). Under a slash
command `replace_original` has nothing to replace and posts one more message (bolt-python #1268,
bolt-js #2287); chat.update refuses what was posted here (bolt-js #2063).
"""

from __future__ import annotations

from playground.slack.content import read_content
from playground.slack.errors import SlackError
from playground.slack.model import CallRecord, Message, ResponseUrl
from playground.slack.posts import post
from playground.slack.shapes import JsonObject
from playground.slack.web_api import Answer
from playground.slack.workspace import Workspace

MOST_USES = 5
SECONDS = 30 * 60


def respond(slack: Workspace, url_id: str, body: JsonObject | None) -> Answer:
    """The answer to a POST to a response_url; `body` None where it was not JSON."""
    with slack.lock:
        error, status = "", 200
        reasons: tuple[str, ...] = ()
        try:
            url = _usable(slack, url_id)
            if body is None:
                raise SlackError("invalid_payload", status=400)
            say(slack, url, body)
            url.uses += 1
        except SlackError as refusal:
            error, reasons = refusal.error, refusal.messages
            status = 404 if error in {"expired_url", "used_url"} else 400
        now = slack.clock.now()
        slack.calls.append(CallRecord("response_url", body or {}, error, now, reasons))
    if status == 404:
        return Answer({"ok": False, "error": error}, status)
    return Answer(error or "ok", status)


def say(slack: Workspace, url: ResponseUrl, body: JsonObject) -> None:
    """Posts, replaces or deletes as the body asks; ephemeral unless it says in_channel."""
    original = next((m for m in slack.messages if url.message and m.ts == url.message), None)
    if body.get("delete_original") is True:
        if original is not None:
            original.deleted = True
        return
    if body.get("replace_original") is True and original is not None:
        _replace(slack, original, body)
        return
    content = read_content(body, slack.new_id, old=slack.old)
    in_channel = body.get("response_type") == "in_channel"
    message = post(
        slack,
        url.channel,
        content,
        thread_ts=str(body.get("thread_ts") or url.thread_ts),
        visible_to="" if in_channel else url.user,
    )
    message.by_response_url = True


def _replace(slack: Workspace, original: Message, body: JsonObject) -> None:
    content = read_content(body, slack.new_id, old=slack.old)
    original.before.append(original.content)
    original.content = content
    original.edited = True


def _usable(slack: Workspace, url_id: str) -> ResponseUrl:
    url = slack.response_urls.get(url_id)
    if url is None or slack.clock.now() - url.issued > SECONDS:
        raise SlackError("expired_url")
    if url.uses >= MOST_USES:
        raise SlackError("used_url")
    return url
