import type { ReactNode } from "react";
import type { Topic } from "../api/shapes";
import { clock } from "../ui/time";
import type { State } from "./reached";

const WOULD: Record<string, string> = {
  failed: "delivery would fail",
  filtered: "its filter would drop the alert",
  pending: "not confirmed: nothing is sent",
  unread: "no chat configuration that is switched on holds the topic",
};

/** Who gets what arrives at the topic. */
export function Subscriptions(props: { topic: Topic; state: State; why: string }): ReactNode {
  const { topic, state, why } = props;
  return (
    <section className={`box hop-${state}`} aria-label="Subscriptions" data-hop="Subscriptions" data-state={state}>
      <p className="box-kind">
        Subscriptions
        {state === "stop" && <b className="verdict">✕ broken</b>}
      </p>
      {why && <p className="why">{why}</p>}
      {!topic.subscriptions.length && <p>There is none.</p>}
      <ul className="subscriptions">
        {topic.subscriptions.map((one, n) => (
          <li key={`${one.arn} ${n}`}>
            <span>{one.title || one.endpoint}</span>
            <span className={`state state-${one.state}`}>{one.state}</span>
            {WOULD[one.would] && <span className="why">{WOULD[one.would]}</span>}
            <span className="small">
              {one.protocol}, {one.received} received
              {one.last && `, last at ${clock(one.last.at)}: ${one.last.subject}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
