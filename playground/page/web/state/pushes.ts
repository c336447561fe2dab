import type { Message, SlackState } from "../api/shapes";

const SHOWN = 5;

/**
 * What a phone of `slack.me` shows on its lock screen, newest first: the push text of what the app
 * posted. A reply in a thread is pushed to those who wrote in it or are named; what is shown to one
 * person alone, and an edit, are pushed to nobody.
 */
export function pushes(slack: SlackState): Message[] {
  const rooms = new Map(slack.channels.map((one) => [one.id, one]));
  const seen = slack.messages.filter((one) => one.is_bot && !one.only_you && reaches(slack, one, rooms.get(one.channel)?.kind === "im"));
  return seen.slice(-SHOWN).reverse();
}

function reaches(slack: SlackState, message: Message, direct: boolean): boolean {
  const reply = message.thread_ts !== "" && message.thread_ts !== message.ts;
  if (direct || !reply || message.broadcast) return true;
  const follows = slack.messages.some((one) => one.user === slack.me && (one.thread_ts === message.thread_ts || one.ts === message.thread_ts));
  return follows || JSON.stringify([message.text, message.blocks]).includes(slack.me);
}
