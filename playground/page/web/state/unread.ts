import { useEffect, useState } from "react";
import type { Message, SlackState } from "../api/shapes";

/** The channels with something new since this person last looked at them. */
export function useUnread(slack: SlackState | null, channel: string): ReadonlySet<string> {
  const [read, setRead] = useState<Record<string, string>>({});
  const latest = slack ? newest(slack.messages) : {};
  const here = latest[channel] ?? "";
  const me = slack?.me ?? "";
  useEffect(() => {
    setRead((before) => ({ ...before, [`${me}/${channel}`]: here }));
  }, [me, channel, here]);
  const unread = Object.keys(latest).filter(
    (one) => one !== channel && (latest[one] ?? "") > (read[`${me}/${one}`] ?? ""),
  );
  return new Set(unread);
}

function newest(messages: readonly Message[]): Record<string, string> {
  const latest: Record<string, string> = {};
  for (const one of messages) if (one.ts > (latest[one.channel] ?? "")) latest[one.channel] = one.ts;
  return latest;
}
