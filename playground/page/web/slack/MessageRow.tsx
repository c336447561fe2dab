import { memo, type ReactNode } from "react";
import type { Message } from "../api/shapes";
import { useNames } from "../state/slack";
import { useKeptFocus } from "../ui/keepFocus";
import { clock, clockWithSeconds } from "../ui/time";
import { Avatar } from "./Avatar";
import { MessageBody } from "./MessageBody";
import { MessageTools } from "./MessageTools";
import { Reactions } from "./Reactions";
import { Replies } from "./Replies";

interface Props {
  message: Message;
  replies?: readonly Message[];
  openThread?: (ts: string) => void;
}

const NONE: readonly Message[] = [];

/** One message: who, when, what, and what can be done with it. */
export const MessageRow = memo(function MessageRow({ message, replies = NONE, openThread }: Props): ReactNode {
  const names = useNames();
  const row = useKeptFocus<HTMLElement>();
  const person = names.people.find((one) => one.id === message.user);
  const name = person?.real_name ?? message.name;
  const open = openThread && ((): void => openThread(message.broadcast ? message.thread_ts : message.ts));
  return (
    <article
      ref={row}
      className={message.only_you ? "message only-you" : "message"}
      data-ts={message.ts}
      aria-label={`${name}, ${clock(message.posted_at)}`}
    >
      {message.only_you && (
        <p className="only-you-note">
          <Eye /> Only visible to you
        </p>
      )}
      <Avatar name={name} bot={message.is_bot} />
      <div className="message-main">
        <p className="message-head">
          <b>{name}</b>
          {message.is_bot && <span className="badge">APP</span>}
          <time title={clockWithSeconds(message.posted_at)}>{clock(message.posted_at)}</time>
        </p>
        {open && message.broadcast && <p className="small">Replied to a thread</p>}
        <MessageBody message={message} />
        <Reactions names={message.reactions} />
        {message.edited && <span className="edited">(edited)</span>}
        {open && <Replies replies={replies} open={open} />}
      </div>
      <MessageTools message={message} openThread={open} />
    </article>
  );
}, same);

/** The list of replies is a new one each time; what is in it mostly is not. */
function same(before: Props, after: Props): boolean {
  const [old, now] = [before.replies ?? NONE, after.replies ?? NONE];
  const replies = old.length === now.length && old.every((one, n) => one === now[n]);
  return replies && before.message === after.message && before.openThread === after.openThread;
}

function Eye(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Z" />
      <circle cx="10" cy="10" r="2.2" />
    </svg>
  );
}
