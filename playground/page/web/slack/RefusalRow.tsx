import { memo, useState, type ReactNode } from "react";
import type { Refusal } from "../api/shapes";

/** What an app meets in everyday use, and copes with: said, but not as an alarm. */
const EVERYDAY: Record<string, string> = {
  not_found: "The view was closed meanwhile.",
  not_in_channel: "The app is not a member of that channel.",
  channel_not_found: "The app does not see that channel.",
  is_archived: "That channel is archived.",
  message_not_found: "That message is gone.",
  user_not_in_channel: "That person is not in the channel.",
};

/** A call of the app that Slack refused, with Slack's own reasons. */
export const RefusalRow = memo(function RefusalRow({ refusal }: { refusal: Refusal }): ReactNode {
  const [gone, setGone] = useState(false);
  if (gone) return null;
  const { method, error, reasons, args_text: sent } = refusal;
  const everyday = reasons.length ? "" : EVERYDAY[error];
  return (
    <div className={everyday ? "refusal everyday" : "refusal"} role={everyday ? "note" : "alert"} data-refusal={method}>
      <div>
        <b>
          Slack refused {method}: {error}
        </b>
        {everyday && <p>{everyday}</p>}
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        {sent && (
          <details>
            <summary>What was sent</summary>
            <pre>{sent}</pre>
          </details>
        )}
      </div>
      <button type="button" aria-label="Hide this" onClick={() => setGone(true)}>
        ✕
      </button>
    </div>
  );
});
