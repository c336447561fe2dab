import type { ReactNode } from "react";
import type { AwsState } from "../api/shapes";
import { clockWithSeconds } from "../ui/time";

/** What AWS Budgets sent, what became of it, and the mails. */
export function Deliveries({ aws }: { aws: AwsState }): ReactNode {
  return (
    <>
      <section aria-label="Deliveries" className="deliveries">
        <h3>What AWS Budgets sent</h3>
        {!aws.deliveries.length && <p className="small">Nothing yet. Let spend cross a threshold.</p>}
        <ul>
          {aws.deliveries.map((one, n) => (
            <li key={n} className={one.outcome === "delivers" ? "arrived" : "lost-alert"} data-outcome={one.outcome}>
              <span className="small">{clockWithSeconds(one.at)}</span>
              <b>{OUTCOMES[one.outcome] ?? one.outcome}</b> {one.notification} to {one.subscriber}
              <span className="small">{one.why}</span>
            </li>
          ))}
        </ul>
      </section>
      {aws.mails.length > 0 && (
        <section aria-label="Mails" className="mails">
          <h3>Mails</h3>
          {aws.mails.map((mail, n) => (
            <details key={n} className="mail">
              <summary>
                <b>{mail.subject}</b>
                <span className="small">
                  {clockWithSeconds(mail.at)} to {mail.to}
                </span>
              </summary>
              <pre>{mail.body}</pre>
            </details>
          ))}
        </section>
      )}
    </>
  );
}

const OUTCOMES: Record<string, string> = { delivers: "✓ arrived", refused: "✕ lost", "cannot judge": "? cannot be told" };
