import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * For a part of the page that is drawn anew under somebody's hands: where the control that had the
 * focus is gone afterwards, its first other one gets it, or a keyboard would begin at the top again.
 */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const part = useRef<T>(null);
  // Read while it is drawn, which is before anything is taken out of the page.
  const had = part.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (had && document.activeElement === document.body) part.current?.querySelector<HTMLElement>("button")?.focus();
  });
  return part;
}
