import type { SlackState } from "../api/shapes";
import type { Acts } from "./acts";
import type { Place } from "./place";

/**
 * Sends a command in the channel that is open; from the Home, or where the channel is archived, in
 * the first that the bot is in.
 */
export function askIn(slack: SlackState, place: Place, acts: Acts, line: string): void {
  const open = slack.channels.filter((one) => !one.archived);
  const here = open.find((one) => one.id === place.channel);
  const room = here ?? open.find((one) => one.bot_is_member);
  if (!room) return acts.tell("There is no channel here to send the command in.");
  if (!here) place.goTo(room.id);
  void acts.run("ask", "command", { channel: room.id, line });
}
