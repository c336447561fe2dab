import { useEffect, useState, type KeyboardEvent } from "react";
import { get } from "../api/call";
import type { Completion } from "../api/shapes";

export interface Completing {
  open: boolean;
  items: readonly Completion[];
  at: number;
  hide: () => void;
  /** True where the key belonged to the menu. */
  keys: (event: KeyboardEvent, put: (line: string) => void) => boolean;
}

/**
 * What completes the slash command that is being typed. Nothing is chosen before an arrow is pressed,
 * so that Enter sends what stands there; Tab takes the first.
 */
export function useCompletions(text: string, wanted: boolean, bot: string): Completing {
  // With the text that they complete: those of the text before must not be taken for this one.
  const [found, setFound] = useState<{ text: string; items: readonly Completion[] }>({ text: "", items: [] });
  const items = found.text === text ? found.items : [];
  const [at, setAt] = useState(-1);
  const [hidden, setHidden] = useState("");
  const begun = text.startsWith(`/${bot}`);
  useEffect(() => {
    setAt(begun ? -1 : 0);
    const setItems = (all: readonly Completion[]): void => setFound({ text, items: all });
    if (!wanted || !text.startsWith("/")) return setItems([]);
    const command = { insert: `/${bot} `, says: "Does the alert of this AWS budget still arrive?" };
    if (!text.startsWith(command.insert)) return setItems(command.insert.startsWith(text) ? [command] : []);
    const stop = new AbortController();
    void get<Completion[]>(`/api/commands?text=${encodeURIComponent(text)}`, stop.signal)
      .then(setItems)
      .catch(() => undefined); // No completion is no trouble: the line can be typed.
    return () => stop.abort();
  }, [text, wanted, bot, begun]);

  const open = hidden !== text && items.some((one) => one.insert.trimEnd() !== text.trimEnd());
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
    else if (event.key === "ArrowUp") setAt((at <= 0 ? items.length : at) - 1);
    else if (event.key === "Escape") setHidden(text);
    else {
      const tab = event.key === "Tab" && !event.shiftKey;
      const item = tab ? items[Math.max(at, 0)] : event.key === "Enter" ? items[at] : undefined;
      if (!item || item.insert === text) return false;
      put(item.insert);
    }
    return true;
  };
  return { open, items, at, keys, hide: () => setHidden(text) };
}
