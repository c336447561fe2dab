import type { ReactNode } from "react";
import type { Sender, Topic } from "../api/shapes";
import type { State } from "./reached";

const MARKS = { ok: "✓", stop: "✕", unsure: "?" } as const;

/** What else publishes to the topic: each a branch into the way that the budget's alert takes. */
export function Branches({ topic, trunk }: { topic: Topic; trunk: State }): ReactNode {
  if (!topic.senders.length) return null;
  return (
    <ul className={`branches trunk-${trunk}`} aria-label={`What else publishes to ${topic.name}`}>
      {topic.senders.map((one) => (
        <li key={`${one.sender} ${one.account} ${one.name}`} className={`box hop-${stateOf(one)}`} data-sender={one.sender} data-state={stateOf(one)}>
          <p className="box-kind">
            {one.kind}
            <b className="verdict">{fate(one)}</b>
          </p>
          <h3>{one.name}</h3>
          {stateOf(one) !== "ok" && <p className="why">{one.why.replaceAll(topic.arn, topic.name)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** The same as lines of text. */
export function branchLines(topic: Topic): string[] {
  return topic.senders.map((one) => {
    const why = stateOf(one) === "ok" ? "" : `. ${one.why}`;
    return `  + ${one.kind} ${one.name}: ${fate(one)}${why}`;
  });
}

function stateOf(one: Sender): "ok" | "stop" | "unsure" {
  if (one.outcome === "delivers") return "ok";
  return one.outcome === "refused" ? "stop" : "unsure";
}

function fate(one: Sender): string {
  const state = stateOf(one);
  const words = { ok: "gets through to SNS", stop: `stops at the ${one.stopped_at}`, unsure: "cannot be told" }[state];
  return `${MARKS[state]} ${words}`;
}
