"""Methods about messages: chat.*, and what goes with a message."""

from __future__ import annotations

import re

from playground.slack.blocks import check_blocks
from playground.slack.call import Call, is_member
from playground.slack.content import LONGEST_UPDATED_TEXT, read_content
from playground.slack.errors import SlackError
from playground.slack.methods.method import method
from playground.slack.model import BOT_USER_ID
from playground.slack.posts import metadata_of, on_the_wire, post, writable
from playground.slack.shapes import JsonObject


@method("chat.postMessage", "chat:write")
def chat_post_message(call: Call) -> JsonObject:
    """A message into a channel, a thread or a direct message.

    The message as posted. Raises invalid_thread_ts, thread_not_found (bolt-js #2307).

    `reply_broadcast` goes with `thread_ts` (chat.postMessage's reference): alone it does nothing.
    """
    channel = writable(call)
    content = read_content(call.args, call.slack.new_id, old=call.slack.old)
    thread = call.text("thread_ts")
    if thread and not re.fullmatch(r"\d+\.\d+", thread):
        raise SlackError("invalid_thread_ts", messages=[f"{thread} is not a valid thread_ts"])
    if thread and not any(m.ts == thread for m in call.slack.history(channel.id)):
        raise SlackError("thread_not_found")
    metadata = metadata_of(call)
    message = post(call.slack, channel.id, content, thread_ts=thread)
    message.metadata = metadata or {}
    message.broadcast = bool(thread) and call.flag("reply_broadcast")
    return {"channel": channel.id, "ts": message.ts, "message": on_the_wire(message)}


@method("chat.postEphemeral", "chat:write")
def chat_post_ephemeral(call: Call) -> JsonObject:
    """A message that one person sees, once. Its message_ts, which no method can update."""
    channel = writable(call)
    user = call.required("user")
    if not is_member(channel, user):
        raise SlackError("user_not_in_channel")
    content = read_content(call.args, call.slack.new_id, old=call.slack.old)
    message = post(
        call.slack, channel.id, content, thread_ts=call.text("thread_ts"), visible_to=user
    )
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def chat_update(call: Call) -> JsonObject:
    """The bot's own messages only; ephemeral ones cannot be found (docs/facts.md 7).

    The message as it now is; blocks, attachments and metadata that were not sent stay.
    """
    slack = call.slack
    channel = call.channel()
    message = slack.find_message(channel.id, call.required("ts"))
    if message.user != BOT_USER_ID or message.by_response_url:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    age = slack.clock.now() - float(message.ts)
    if slack.edit_window is not None and age > slack.edit_window:
        raise SlackError("edit_window_closed")
    content = read_content(
        call.args,
        slack.new_id,
        before=message.content,
        longest=LONGEST_UPDATED_TEXT,
        old=slack.old,
    )
    metadata = metadata_of(call)
    message.before.append(message.content)
    message.content = content
    message.edited = True
    message.metadata = message.metadata if metadata is None else metadata
    shown = on_the_wire(message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write")
def chat_delete(call: Call) -> JsonObject:
    """The bot's own messages only. The deleted message's channel and ts."""
    channel = call.channel()
    message = call.slack.find_message(channel.id, call.required("ts"))
    if message.user != BOT_USER_ID:
        raise SlackError("cant_delete_message")
    message.deleted = True
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def chat_get_permalink(call: Call) -> JsonObject:
    """The address of a message. The permalink, under this server's own address."""
    channel = call.channel()
    message = call.slack.find_message(channel.id, call.required("message_ts"))
    link = f"{call.slack.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


@method("reactions.add", "reactions:write")
def reactions_add(call: Call) -> JsonObject:
    """An emoji under a message. Nothing more; the message keeps the reaction."""
    channel = call.channel()
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+", name):
        raise SlackError("invalid_name")
    if channel.archived:
        raise SlackError("is_archived")
    if not is_member(channel, BOT_USER_ID):
        raise SlackError("not_in_channel")
    message = call.slack.find_message(channel.id, call.text("timestamp"))
    if name in message.reactions:
        raise SlackError("already_reacted")
    message.reactions.add(name)
    return {}


@method("blocks.validate")
def blocks_validate(call: Call) -> JsonObject:
    """What would be wrong with these blocks; needs no scope (docs/facts.md 10.2).

    Nothing more for blocks that Slack takes; invalid_blocks with the reasons else.
    """
    problems = check_blocks(call.json("blocks"), old=call.slack.old)
    if problems:
        raise SlackError("invalid_blocks", messages=problems, extra={"errors": problems})
    return {}
