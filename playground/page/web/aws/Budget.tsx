import type { ReactNode } from "react";
import type { AwsState, BudgetState } from "../api/shapes";
import { money, share } from "./money";

/** The budget: what is spent of what may be, and its notifications with their state. */
export function Budget({ aws }: { aws: AwsState }): ReactNode {
  const { budget, paths } = aws;
  const stopped = paths.filter((path) => path.stopped_at === "budget");
  const titles = new Map(paths.map((path) => [path.notification, path]));
  return (
    <section
      className={stopped.length ? "box budget hop-stop" : "box budget"}
      aria-label={`Budget ${budget.name}`}
      data-hop="Budget"
      data-state={stopped.length ? "stop" : "ok"}
    >
      <p className="box-kind">
        Budget
        {stopped.length > 0 && <b className="verdict">✕ broken</b>}
      </p>
      <h3>{budget.name}</h3>
      {budget.exists ? <Spend budget={budget} marks={paths.map((path) => path.threshold_amount)} /> : <p>It does not exist.</p>}
      {[...new Set(stopped.map((path) => path.why))].map((why) => (
        <p key={why} className="why">
          {why}
        </p>
      ))}
      {budget.health && budget.health !== "HEALTHY" && <p className="small">Health: {budget.health}</p>}
      <ul className="notifications">
        {[...titles].map(([title, path]) => (
          <li key={title}>
            <span>{title}</span>
            {path.threshold_amount !== null && <span className="small">at {money(path.threshold_amount, budget.unit)}</span>}
            <span className={`state state-${path.state.toLowerCase()}`}>{path.state}</span>
          </li>
        ))}
      </ul>
      {!paths.length && budget.exists && <p className="why">It has no notification: nothing would ever be sent.</p>}
    </section>
  );
}

function Spend({ budget, marks }: { budget: BudgetState; marks: (number | null)[] }): ReactNode {
  const { actual, limit, forecast, unit } = budget;
  const spent = share(actual, limit);
  const over = spent > 1;
  const words = [
    actual === null ? "" : `${money(actual, unit)} spent`,
    limit === null ? "" : `of ${money(limit, unit)}`,
    budget.period ? `(${budget.period.toLowerCase()})` : "",
    forecast === null ? "" : `, forecast ${money(forecast, unit)}`,
  ].join(" ").replace(" ,", ",");
  return (
    <>
      <div className={over ? "spend over" : "spend"} role="meter" aria-label="Spend" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(Math.min(spent, 1) * 100)} aria-valuetext={words}>
        <span className="spent" style={{ width: `${Math.min(spent, 1) * 100}%` }} />
        {[...new Set(marks)].map((mark) => {
          const at = share(mark, limit);
          return at > 0 && at < 1 && <span key={mark} className="mark" style={{ left: `${at * 100}%` }} />;
        })}
      </div>
      <p className="small">{words}</p>
    </>
  );
}
