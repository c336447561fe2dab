import type { ReactNode } from "react";
import type { Message } from "../api/shapes";
import { useActs, useNames } from "../state/slack";
import { Menu, type MenuItem } from "../ui/Menu";

const SHORTCUT = { callback_id: "check.message", title: "Check this budget" };

interface Props {
  message: Message;
  openThread?: (() => void) | undefined;
}

/** Reply, and the menu with the app's shortcut. Slack offers neither for what only one person sees. */
export function MessageTools({ message, openThread }: Props): ReactNode {
  const names = useNames();
  const acts = useActs();
  if (message.only_you) return null;
  const check: MenuItem = {
    text: SHORTCUT.title,
    says: names.bot.name,
    act: () => {
      const key = `${message.ts}/shortcut`;
      void acts.run(key, "shortcut", { ts: message.ts, callback_id: SHORTCUT.callback_id });
    },
  };
  return (
    <div className="tools">
      {openThread && (
        <button
          type="button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={openThread}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3 4h14v9H9l-4 3v-3H3Z" />
          </svg>
        </button>
      )}
      <Menu label="More actions" className="" items={[check]}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 4.5v.5M10 10v.1M10 15v.5" strokeWidth="2.6" />
        </svg>
      </Menu>
    </div>
  );
}
