import { useEffect, useRef, type ReactNode } from "react";
import { useSlack } from "../state/slack";
import { Modal } from "./Modal";

/** The topmost of the open modals. A closed one gives the focus back to where it came from. */
export function Modals(): ReactNode {
  const slack = useSlack();
  const top = slack.views.at(-1);
  const from = useRef<{ ts: string; action: string } | null>(null);
  useEffect(() => {
    if (top) return undefined;
    // A dialog takes the focus as it opens, before this has been taken off.
    const remember = (event: Event): void => {
      const element = event.target as HTMLElement;
      if (!element.closest("dialog")) from.current = placeOf(element);
    };
    document.addEventListener("focusin", remember);
    if (document.activeElement === document.body) focusAgain(from.current);
    return () => document.removeEventListener("focusin", remember);
  }, [top?.id]);
  return top ? <Modal key={top.id} view={top} /> : null;
}

function placeOf(element: HTMLElement): { ts: string; action: string } {
  const ts = element.closest<HTMLElement>("[data-ts]")?.dataset["ts"] ?? "";
  return { ts, action: element.dataset["actionId"] ?? "" };
}

/** The message may have been drawn anew meanwhile, and the button may be gone. */
function focusAgain(place: { ts: string; action: string } | null): void {
  if (!place) return;
  const row = document.querySelector(`[data-ts="${place.ts}"]`);
  const button = row?.querySelector<HTMLElement>(`[data-action-id="${CSS.escape(place.action)}"]`);
  const other = row?.querySelector<HTMLElement>("button");
  (button ?? other ?? document.querySelector<HTMLElement>(".composer textarea"))?.focus();
}
