import type { ReactNode } from "react";
import { usePoll } from "../api/poll";
import type { AwsState, Scenario } from "../api/shapes";
import { Budget } from "./Budget";
import { Deliveries } from "./Deliveries";
import { Events } from "./Events";
import { Path } from "./Path";
import { PathAsText } from "./PathAsText";
import { Scenarios } from "./Scenarios";

interface Props {
  budget: string;
  again: number;
  scenarios: readonly Scenario[];
  choose: (budget: string) => void;
  ask: (line: string) => void;
}

/** The embedded AWS beside the channel: what is true there, whatever the bot says of it. */
export function AwsPanel({ budget, again, scenarios, choose, ask }: Props): ReactNode {
  const { state, lost } = usePoll<AwsState>(`/api/aws?budget=${encodeURIComponent(budget)}`, again);
  const here = state?.budget.name === budget ? state : null;
  return (
    <aside className="aws" aria-label="The embedded AWS">
      <header className="channel-head">
        <h2>Embedded AWS</h2>
        {here && (
          <span className="small">
            account {here.account}, {here.region}
          </span>
        )}
      </header>
      <div className="aws-body">
        <Scenarios budget={budget} scenarios={scenarios} choose={choose} ask={ask} />
        {lost && <p className="lost">{lost}</p>}
        {here ? (
          <>
            {here.trouble.map((one) => (
              <p key={one.id} className="switched-on">
                Switched on: {one.says}
              </p>
            ))}
            <Budget aws={here} />
            <Path aws={here} />
            <PathAsText aws={here} />
            <Events budget={budget} version={here.version} />
            <Deliveries aws={here} />
          </>
        ) : (
          <p className="empty">Reading the budget…</p>
        )}
      </div>
    </aside>
  );
}
