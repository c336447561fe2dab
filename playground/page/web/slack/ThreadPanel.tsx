import { useEffect, useRef, type ReactNode } from "react";
import type { Channel as Room } from "../api/shapes";
import type { Place } from "../state/place";
import { useSlack } from "../state/slack";
import { titleOf } from "./Channel";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { MessageRow } from "./MessageRow";

/** A thread beside its channel. */
export function ThreadPanel({ room, place }: { room: Room; place: Place }): ReactNode {
  const slack = useSlack();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    close.current?.focus();
  }, [place.thread]);
  const root = slack.messages.find((one) => one.ts === place.thread);
  if (!root) return null;
  const replies = slack.messages.filter((one) => one.thread_ts === root.ts && one.ts !== root.ts);
  const shut = (): void => {
    place.closeThread();
    focusOn(root.ts);
  };
  return (
    <section
      className="thread"
      aria-label="Thread"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && shut()}
    >
      <header className="channel-head">
        <h2>Thread</h2>
        <span className="small">{titleOf(room, slack.bot.name)}</span>
        <button ref={close} type="button" className="close" aria-label="Close the thread" onClick={shut}>
          ✕
        </button>
      </header>
      <MessageList label="Messages in the thread" state={`${replies.length} ${slack.version}`}>
        <MessageRow message={root} />
        {replies.length > 0 && (
          <p className="reply-line">
            {replies.length} {replies.length === 1 ? "reply" : "replies"}
          </p>
        )}
        {replies.map((one) => (
          <MessageRow key={one.ts} message={one} />
        ))}
      </MessageList>
      <Composer key={root.ts} channel={room.id} thread={root.ts} title="the thread" />
    </section>
  );
}

/** The focus goes back to where the thread was opened. */
function focusOn(ts: string): void {
  const row = document.querySelector<HTMLElement>(`.channel [data-ts="${ts}"]`);
  row?.querySelector<HTMLElement>(".replies, .tools button")?.focus();
}
