import { useState, type ReactNode } from "react";
import { post, sentenceOf } from "../api/call";
import type { Ticket } from "../api/shapes";
import { SafeLink } from "../blocks/SafeLink";
import { Spinner } from "../ui/Spinner";
import { clock } from "../ui/time";
import { Difference } from "./Difference";

const SYSTEMS: Record<string, string> = { github: "GitHub", jira: "Jira", servicenow: "ServiceNow" };

/** One ticket or pull request: what it says, how it stands, and what somebody may do with it. */
export function TicketCard({ ticket }: { ticket: Ticket }): ReactNode {
  const [busy, setBusy] = useState("");
  const [error, setError] = useState("");
  const act = async (id: string): Promise<void> => {
    setBusy(id);
    setError("");
    try {
      await post("/api/tickets", { system: ticket.system, id: ticket.id, act: id });
    } catch (refused) {
      setError(sentenceOf(refused));
    } finally {
      setBusy("");
    }
  };
  return (
    <article className="box ticket" data-ticket={ticket.id} data-open={ticket.open} aria-label={ticket.id}>
      <p className="box-kind">
        <span>
          {SYSTEMS[ticket.system] ?? ticket.system} {ticket.kind}, {clock(ticket.at)}
        </span>
        <span className={ticket.open ? "state state-pending" : "state state-ok"}>{ticket.state}</span>
      </p>
      <h3>{ticket.title}</h3>
      <p className="small">
        <SafeLink href={ticket.url}>{ticket.id}</SafeLink>
      </p>
      {ticket.text && (
        <details className="ticket-text">
          <summary>What it says</summary>
          <pre>{ticket.text}</pre>
        </details>
      )}
      {ticket.difference && <Difference text={ticket.difference} />}
      {ticket.acts.length > 0 && (
        <p className="ticket-acts">
          {ticket.acts.map((one) => (
            <button
              key={one.id}
              type="button"
              className="button"
              data-act={one.id}
              aria-disabled={busy !== ""}
              aria-busy={busy === one.id}
              onClick={() => !busy && void act(one.id)}
            >
              {one.title} {busy === one.id && <Spinner />}
            </button>
          ))}
        </p>
      )}
      <div role="alert">{error && <p className="why">{error}</p>}</div>
    </article>
  );
}
