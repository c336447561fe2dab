import type { ReactNode } from "react";
import type { Channel as Room, Message } from "../api/shapes";
import type { Place } from "../state/place";
import { useSlack } from "../state/slack";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { MessageRow } from "./MessageRow";
import { RefusalRow } from "./RefusalRow";

/** A channel: its messages, and where to write. */
export function Channel({ room, place }: { room: Room; place: Place }): ReactNode {
  const slack = useSlack();
  const here = slack.messages.filter((one) => one.channel === room.id);
  const roots = here.filter((one) => one.broadcast || !one.thread_ts || one.thread_ts === one.ts);
  const repliesTo = (root: Message): Message[] =>
    here.filter((one) => one.thread_ts === root.ts && one.ts !== root.ts);
  const rows = [
    ...roots.map((one) => ({
      at: one.posted_at,
      row: <MessageRow key={one.ts} message={one} replies={repliesTo(one)} openThread={place.open} />,
    })),
    ...slack.refusals.map((one) => ({ at: one.at, row: <RefusalRow key={one.id} refusal={one} /> })),
  ].sort((one, other) => one.at - other.at);
  const title = titleOf(room, slack.bot.name);
  const follows = `${here.at(-1)?.ts} ${rows.length} ${slack.version}`;
  return (
    <section className="channel" aria-label={title}>
      <header className="channel-head">
        <h1>{title}</h1>
        <span className="small">{standing(room, slack.bot.name)}</span>
      </header>
      <MessageList label={`Messages in ${title}`} state={follows}>
        {!rows.length && <Empty bot={slack.bot.name} />}
        {rows.map(({ row }) => row)}
      </MessageList>
      {room.archived ? (
        <p className="composer-off">This channel is archived: nobody can write here.</p>
      ) : (
        <Composer key={room.id} channel={room.id} title={title} />
      )}
    </section>
  );
}

export function titleOf(room: Room, bot: string): string {
  return room.kind === "im" ? bot : `#${room.name}`;
}

function standing(room: Room, bot: string): string {
  if (room.kind === "im") return "Direct message";
  const kind = room.kind === "groups" ? "Private channel" : "Channel";
  return room.bot_is_member ? `${kind}, ${bot} is a member` : `${kind}, ${bot} is not a member`;
}

function Empty({ bot }: { bot: string }): ReactNode {
  return (
    <div className="empty">
      <h2>Does the alert of a budget still arrive?</h2>
      <p>
        Type <code>/{bot}</code> below, alone or with a budget's name. <kbd>/</kbd> puts the cursor there.
      </p>
    </div>
  );
}
