import { useEffect, useState, type KeyboardEvent } from "react";
import type { Command } from "../api/shapes";

export interface Completing {
  open: boolean;
  items: readonly Command[];
  at: number;
  /** The command whose arguments are being typed: Slack shows how it is used, and completes nothing. */
  typed: Command | undefined;
  hide: () => void;
  /** True where the key belonged to the menu. */
  keys: (event: KeyboardEvent, put: (line: string) => void) => boolean;
}

const NONE: readonly Command[] = [];

/** What completes the name of a slash command that is being typed; Tab and Enter take the first. */
export function useCompletions(text: string, wanted: boolean, commands: readonly Command[]): Completing {
  const begun = wanted && text.startsWith("/");
  const items = begun ? commands.filter((one) => one.command.startsWith(text)) : NONE;
  const typed = begun ? commands.find((one) => text.startsWith(`${one.command} `)) : undefined;
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState("");
  useEffect(() => setAt(0), [text]);

  const open = hidden !== text && items.length > 0;
  const keys = (event: KeyboardEvent, put: (line: string) => void): boolean => {
    const taken = open && key(event, put);
    if (taken) {
      event.preventDefault();
      event.stopPropagation();
    }
    return taken;
  };
  const key = (event: KeyboardEvent, put: (line: string) => void): boolean => {
    if (event.key === "ArrowDown") setAt((at + 1) % items.length);
    else if (event.key === "ArrowUp") setAt((at || items.length) - 1);
    else if (event.key === "Escape") setHidden(text);
    else {
      const takes = (event.key === "Tab" && !event.shiftKey) || event.key === "Enter";
      const item = takes ? items[at] : undefined;
      // A command that is whole is sent by Enter.
      if (!item || (item.command === text && event.key === "Enter")) return false;
      put(`${item.command} `);
    }
    return true;
  };
  return { open, items, at, typed, keys, hide: () => setHidden(text) };
}
