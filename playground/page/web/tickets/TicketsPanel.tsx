import type { ReactNode } from "react";
import type { Polled } from "../api/poll";
import type { TicketsState } from "../api/shapes";
import { Deployment } from "./Deployment";
import { TicketCard } from "./TicketCard";

/** What was opened in the local GitHub, Jira and ServiceNow, the newest first. */
export function TicketsPanel({ tickets }: { tickets: Polled<TicketsState> }): ReactNode {
  const { state, lost } = tickets;
  return (
    <aside className="aws tickets" aria-label="The ticket systems">
      <header className="channel-head">
        <h2>Tickets</h2>
        <span className="small">a local GitHub, Jira and ServiceNow</span>
      </header>
      <div className="aws-body">
        <Deployment />
        {lost && <p className="lost">{lost}</p>}
        {state?.tickets.length === 0 && (
          <p className="empty">Nothing yet. A ticket that is opened in Slack, or a pull request, comes here.</p>
        )}
        <ul className="ticket-list">
          {state?.tickets.map((one) => (
            <li key={`${one.system} ${one.id}`}>
              <TicketCard ticket={one} />
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
