import type { ReactNode } from "react";
import type { Channel, SlackState } from "../api/shapes";
import { HOME, type Place } from "../state/place";
import { Avatar } from "./Avatar";
import { titleOf } from "./Channel";
import { People } from "./People";

interface Props {
  slack: SlackState;
  place: Place;
  unread: ReadonlySet<string>;
  become: (user: string) => void;
}

/** The left column: the workspace, its channels, the app, and who one is. */
export function Sidebar({ slack, place, unread, become }: Props): ReactNode {
  const rooms = slack.channels.filter((one) => one.kind !== "im" && !one.archived);
  const direct = slack.channels.filter((one) => one.kind === "im");
  return (
    <nav className="sidebar" aria-label="Workspace">
      <p className="workspace">{slack.team}</p>
      <h2>Channels</h2>
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            <Room room={room} bot={slack.bot.name} place={place} unread={unread.has(room.id)} />
          </li>
        ))}
      </ul>
      <h2>Apps</h2>
      <ul>
        <li>
          <button
            type="button"
            className={place.channel === HOME ? "room here" : "room"}
            aria-current={place.channel === HOME ? "page" : undefined}
            onClick={() => place.goTo(HOME)}
          >
            <Avatar name={slack.bot.name} bot /> {slack.bot.name} Home
          </button>
        </li>
        {direct.map((room) => (
          <li key={room.id}>
            <Room room={room} bot={`${slack.bot.name} messages`} place={place} unread={unread.has(room.id)} />
          </li>
        ))}
      </ul>
      <People slack={slack} become={become} />
    </nav>
  );
}

function Room(props: { room: Channel; bot: string; place: Place; unread: boolean }): ReactNode {
  const { room, place, unread } = props;
  const here = place.channel === room.id;
  return (
    <button
      type="button"
      className={`room${here ? " here" : ""}${unread ? " unread" : ""}`}
      aria-current={here ? "page" : undefined}
      onClick={() => place.goTo(room.id)}
    >
      {titleOf(room, props.bot)}
      {unread && <span className="dot" role="img" aria-label="unread" />}
    </button>
  );
}
