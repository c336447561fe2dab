import { useEffect, useRef, type ReactNode } from "react";
import type { Completion } from "../api/shapes";

interface Props {
  id: string;
  items: readonly Completion[];
  at: number;
  choose: (line: string) => void;
}

/** The menu above the composer. */
export function Completions({ id, items, at, choose }: Props): ReactNode {
  const chosen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: "nearest" }); // Newer browsers return a promise.
  }, [at]);
  return (
    <div className="completions">
      <div role="listbox" id={id} aria-label="Completions">
        {items.map((one, n) => (
          <div
            key={one.insert}
            ref={n === at ? chosen : null}
            role="option"
            id={`${id}-${n}`}
            aria-selected={n === at}
            onMouseDown={(event) => {
              event.preventDefault(); // The composer keeps the focus.
              choose(one.insert);
            }}
          >
            <b>{one.insert.trim()}</b>
            <span>{one.says}</span>
          </div>
        ))}
      </div>
      <p className="small" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Tab</kbd> to take, <kbd>Enter</kbd> to send, <kbd>Esc</kbd> to close
      </p>
    </div>
  );
}
