import type { ReactNode } from "react";
import { Text } from "../blocks/Text";
import { pushes } from "../state/pushes";
import { useSlack } from "../state/slack";
import { Dialog } from "../ui/Dialog";
import { clock } from "../ui/time";
import { Avatar } from "./Avatar";
import { titleOf } from "./Channel";

/** A phone that lies on the table: all that its owner reads of a message before they open Slack. */
export function LockScreen({ onClose }: { onClose: () => void }): ReactNode {
  const slack = useSlack();
  const shown = pushes(slack);
  const me = slack.people.find((one) => one.id === slack.me)?.real_name ?? slack.me;
  return (
    <Dialog label={`The lock screen of ${me}`} className="lock-screen" onClose={onClose}>
      <p className="lock-clock" aria-hidden="true">
        {clock(Date.now() / 1000)}
      </p>
      <ol className="pushes">
        {shown.map((one) => {
          const room = slack.channels.find((other) => other.id === one.channel);
          return (
            <li key={one.ts} className="push" data-ts={one.ts}>
              <Avatar name={one.name} bot />
              <div>
                <p className="push-head">
                  <b>{room ? titleOf(room, slack.bot.name) : slack.bot.name}</b>
                  <time>{clock(one.posted_at)}</time>
                </p>
                <div className="push-text">
                  <Text text={{ type: "mrkdwn", text: one.text }} />
                </div>
              </div>
            </li>
          );
        })}
      </ol>
      {!shown.length && <p className="lock-note">{slack.bot.name} has sent nothing to {me} yet.</p>}
      <p className="lock-note">A phone shows the first lines of a message's text, and none of its blocks. An edit is not pushed.</p>
      <button type="button" className="button" onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
