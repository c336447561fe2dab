import { createContext, useCallback, useState } from "react";
import type { SlackState } from "../api/shapes";

/** Where on Slack's screen somebody is: a channel's id, or the app's Home; and an open thread. */
export interface Place {
  channel: string;
  thread: string;
  goTo: (channel: string) => void;
  open: (thread: string) => void;
  show: (channel: string, ts: string) => void;
  closeThread: () => void;
}

export const HOME = "home";

/** Opens the thread of a message, wherever it is. */
export const ShowContext = createContext<(channel: string, ts: string) => void>(() => undefined);

export function usePlace(slack: SlackState | null): Place {
  const [wanted, setWanted] = useState("");
  const [thread, setThread] = useState("");
  const goTo = useCallback((next: string) => {
    setWanted(next);
    setThread("");
  }, []);
  const show = useCallback((to: string, ts: string) => {
    setWanted(to);
    setThread(ts);
  }, []);
  const closeThread = useCallback(() => setThread(""), []);
  const channel = seen(slack, wanted);
  const there = slack?.messages.some((one) => one.ts === thread && one.channel === channel);
  return { channel, thread: there ? thread : "", goTo, open: setThread, show, closeThread };
}

/** Another person may not see the channel; then the first one. */
function seen(slack: SlackState | null, wanted: string): string {
  if (!slack || wanted === HOME) return wanted;
  if (slack.channels.some((one) => one.id === wanted)) return wanted;
  const first = slack.channels.find((one) => one.bot_is_member && !one.archived);
  return (first ?? slack.channels[0])?.id ?? HOME;
}
