"""Methods about files: files.*."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.methods.method import method
from playground.slack.model import BOT_USER_ID
from playground.slack.shapes import JsonObject


@method("files.info", "files:read")
def files_info(call: Call) -> JsonObject:
    """A file that hangs on a message which the bot can see (docs/facts.md 11a).

    The whole file object, also where the message's own was cut to check_file_info.
    """
    wanted = call.required("file")
    for message in call.slack.messages:
        seen = BOT_USER_ID in call.slack.channels[message.channel].members
        if seen and any(file.get("id") == wanted for file in message.files):
            return {"file": call.slack.files[wanted]}
    raise SlackError("file_not_found")
