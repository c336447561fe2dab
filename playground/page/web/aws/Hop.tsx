import type { ReactNode } from "react";
import type { State } from "./reached";

interface Props {
  kind: string;
  name: string;
  note: string;
  state: State;
  why: string;
  children?: ReactNode;
}

/** One box of the path. What is wrong with it stands in it, in the words of AWS's own judge. */
export function Hop({ kind, name, note, state, why, children }: Props): ReactNode {
  return (
    <section className={`box hop-${state}`} aria-label={`${kind} ${name}`} data-hop={kind} data-state={state}>
      <p className="box-kind">
        {kind}
        {state === "stop" && <b className="verdict">✕ broken</b>}
        {state === "unsure" && <b className="verdict">? cannot be told</b>}
      </p>
      <h3>{name}</h3>
      {note && <p className="small arn">{note}</p>}
      {why && <p className="why">{why}</p>}
      {children}
    </section>
  );
}
