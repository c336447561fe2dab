import type { ReactNode } from "react";
import type { SlackState } from "../api/shapes";
import { Avatar } from "./Avatar";

/** Who one is; and a menu to become somebody else. */
export function People(props: { slack: SlackState; become: (user: string) => void }): ReactNode {
  const { slack, become } = props;
  const me = slack.people.find((one) => one.id === slack.me);
  return (
    <div className="people">
      <Avatar name={me?.real_name ?? "?"} />
      <span className="me">
        You are {me?.real_name ?? "nobody"}
        {me?.role && <span className="small">, {me.role}</span>}
      </span>
      <select aria-label="Be somebody else" value={slack.me} onChange={(event) => become(event.target.value)}>
        {slack.people.map((one) => (
          <option key={one.id} value={one.id}>
            {one.real_name} — {one.role}
          </option>
        ))}
      </select>
    </div>
  );
}
