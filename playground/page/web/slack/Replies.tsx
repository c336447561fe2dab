import type { ReactNode } from "react";
import type { Message } from "../api/shapes";
import { clock } from "../ui/time";
import { Avatar } from "./Avatar";

/** The line under a message that opens its thread. */
export function Replies({ replies, open }: { replies: readonly Message[]; open: () => void }): ReactNode {
  const last = replies.at(-1);
  if (!last) return null;
  const bots = new Map(replies.map((one) => [one.name, one.is_bot]));
  return (
    <button type="button" className="replies" onClick={open}>
      {[...bots].slice(0, 3).map(([name, bot]) => (
        <Avatar key={name} name={name} bot={bot} />
      ))}
      <b>
        {replies.length} {replies.length === 1 ? "reply" : "replies"}
      </b>
      <span className="small">Last reply at {clock(last.posted_at)}</span>
    </button>
  );
}
