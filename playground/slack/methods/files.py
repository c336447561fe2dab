"""Methods about files: files.*."""

from __future__ import annotations

from playground.slack.call import Call, is_member
from playground.slack.errors import SlackError
from playground.slack.methods.method import method
from playground.slack.model import BOT_USER_ID, Channel, Content
from playground.slack.posts import post
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


@method("files.getUploadURLExternal", "files:write")
def files_get_upload_url(call: Call) -> JsonObject:
    """Where the app may put the bytes of a file, and the id that it will have.

    https://docs.slack.dev/reference/methods/files.getUploadURLExternal
    """
    name, length = call.required("filename"), call.number("length", 0)
    if length < 1:
        raise SlackError("invalid_arguments", messages=["length must be greater than 0"])
    id = call.slack.new_id("F")
    call.slack.uploads[id] = {"id": id, "name": name, "title": name, "size": length}
    return {"upload_url": f"{call.slack.url}/upload/v1/{id}", "file_id": id}


@method("files.completeUploadExternal", "files:write")
def files_complete_upload(call: Call) -> JsonObject:
    """Shares what was uploaded, in one message with the comment; without a channel nowhere.

    https://docs.slack.dev/reference/methods/files.completeUploadExternal
    """
    wanted = call.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", messages=["files must be a list"])
    found = [_completed(call, one) for one in wanted]
    if call.text("channel_id"):
        _share(call, call.slack.channels.get(call.text("channel_id")), found)
    return {"files": found}


def _completed(call: Call, wanted: object) -> JsonObject:
    given = wanted if isinstance(wanted, dict) else {}
    file = call.slack.uploads.get(str(given.get("id")))
    if file is None or "content" not in file:
        raise SlackError("file_not_found")
    return {**file, "title": given.get("title") or file["title"]}


def _share(call: Call, channel: Channel | None, files: list[JsonObject]) -> None:
    if channel is None:
        raise SlackError("channel_not_found")
    if not is_member(channel, BOT_USER_ID):
        raise SlackError("not_in_channel")
    call.slack.files |= {str(file["id"]): file for file in files}
    message = post(call.slack, channel.id, Content(call.text("initial_comment")))
    message.files = tuple(files)
