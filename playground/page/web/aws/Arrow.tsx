import type { ReactNode } from "react";
import type { State } from "./reached";

const SAYS: Record<State, string> = {
  ok: "gets through",
  stop: "stops here",
  unsure: "cannot be told",
  behind: "not reached",
};

/** From one hop to the next; a cross, and words, where the alert stops. */
export function Arrow({ label, state }: { label: string; state: State }): ReactNode {
  return (
    <p className={`arrow arrow-${state}`}>
      <svg viewBox="0 0 24 34" aria-hidden="true">
        <path className="shaft" d="M12 1v24" />
        <path className="head" d="m6 23 6 9 6-9Z" />
        {state === "stop" && <path className="cross" d="m5 7 14 12M19 7 5 19" />}
      </svg>
      <span>
        {label} <b>{SAYS[state]}</b>
      </span>
    </p>
  );
}
