import type { ReactNode } from "react";
import { HOME, type Place } from "../state/place";
import { useSlack } from "../state/slack";
import { Channel } from "./Channel";
import { Home } from "./Home";
import { ThreadPanel } from "./ThreadPanel";

/** What is open: a channel, with or without a thread beside it, or the app's Home. */
export function SlackScreen({ place }: { place: Place }): ReactNode {
  const slack = useSlack();
  const room = slack.channels.find((one) => one.id === place.channel);
  return (
    <main className={place.thread ? "slack with-thread" : "slack"}>
      {place.channel === HOME || !room ? <Home key={slack.me} /> : <Channel room={room} place={place} />}
      {room && place.thread && <ThreadPanel room={room} place={place} />}
    </main>
  );
}
