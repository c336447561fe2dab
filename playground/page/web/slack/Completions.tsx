import { useEffect, useRef, type ReactNode } from "react";
import type { Command } from "../api/shapes";

interface Props {
  id: string;
  items: readonly Command[];
  at: number;
  choose: (line: string) => void;
}

/** How the command that is being typed is used. */
export function Usage({ command }: { command: Command }): ReactNode {
  return (
    <p className="completions usage">
      <b>{command.command}</b> <span>{command.usage_hint}</span>
    </p>
  );
}

/** The menu above the composer. */
export function Completions({ id, items, at, choose }: Props): ReactNode {
  const chosen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: "nearest" }); // Newer browsers return a promise.
  }, [at]);
  return (
    <div className="completions">
      <div role="listbox" id={id} aria-label="Commands">
        {items.map((one, n) => (
          <div
            key={one.command}
            ref={n === at ? chosen : null}
            role="option"
            id={`${id}-${n}`}
            aria-selected={n === at}
            onMouseDown={(event) => {
              event.preventDefault(); // The composer keeps the focus.
              choose(`${one.command} `);
            }}
          >
            <b>{one.command}</b>
            <span>{one.usage_hint}</span>
            <span>{one.description}</span>
          </div>
        ))}
      </div>
      <p className="small" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Tab</kbd> to take, <kbd>Esc</kbd> to close
      </p>
    </div>
  );
}
