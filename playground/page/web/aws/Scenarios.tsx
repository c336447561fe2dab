import type { ReactNode } from "react";
import type { Scenario } from "../api/shapes";

interface Props {
  budget: string;
  scenarios: readonly Scenario[];
  choose: (budget: string) => void;
  ask: (line: string) => void;
}

const ORDER = ["BROKEN", "AT_RISK", "UNKNOWN", "OK"];

/** The chooser: each scenario is a budget of the embedded account. */
export function Scenarios({ budget, scenarios, choose, ask }: Props): ReactNode {
  const chosen = scenarios.find((one) => one.budget === budget);
  const verdicts = [...new Set([...ORDER, ...scenarios.map((one) => one.verdict)])];
  return (
    <section className="scenario" aria-label="Scenario">
      <label htmlFor="scenario">Scenario</label>
      <select id="scenario" value={chosen?.name ?? ""} onChange={(event) => {
        const next = scenarios.find((one) => one.name === event.target.value);
        if (next) choose(next.budget);
      }}>
        {!chosen && <option value="">{budget}</option>}
        {verdicts.map((verdict) => {
          const among = scenarios.filter((one) => one.verdict === verdict);
          return among.length > 0 && (
            <optgroup key={verdict} label={verdict}>
              {among.map((one) => (
                <option key={one.name} value={one.name}>
                  {`${one.title} — ${one.budget}`}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
      {chosen?.story && <p className="story">{chosen.story}</p>}
      <button type="button" className="button" onClick={() => ask(`/budget-check ${budget}`)}>
        Ask budget-check about it
      </button>
    </section>
  );
}
