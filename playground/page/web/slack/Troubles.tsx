import { useEffect, useState, type ReactNode } from "react";
import type { Trouble } from "../state/acts";
import { useActs } from "../state/slack";

const STAYS = 6_000;

/** What came to nothing, as Slack tells it: "budget-check did not respond". */
export function Troubles(): ReactNode {
  const acts = useActs();
  return (
    <div className="troubles" aria-live="assertive">
      {acts.troubles.map((one) => (
        <OneTrouble key={one.id} trouble={one} forget={acts.forget} />
      ))}
    </div>
  );
}

/** It goes by itself, for it lies over buttons; not while the pointer or the focus is on it. */
function OneTrouble({ trouble, forget }: { trouble: Trouble; forget: (id: number) => void }): ReactNode {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => forget(trouble.id), STAYS);
    return () => clearTimeout(timer);
  }, [held, forget, trouble.id]);
  return (
    <div
      className="trouble"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>⚠ {trouble.says}</span>
      <button type="button" aria-label="Hide this" onClick={() => forget(trouble.id)}>
        ✕
      </button>
    </div>
  );
}
