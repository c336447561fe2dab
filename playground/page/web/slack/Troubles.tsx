import type { ReactNode } from "react";
import { useActs } from "../state/slack";

/** What came to nothing, as Slack tells it: "budget-check did not respond". */
export function Troubles(): ReactNode {
  const acts = useActs();
  return (
    <div className="troubles" aria-live="assertive">
      {acts.troubles.map((one) => (
        <div key={one.id} className="trouble">
          <span>⚠ {one.says}</span>
          <button type="button" aria-label="Hide this" onClick={() => acts.forget(one.id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
