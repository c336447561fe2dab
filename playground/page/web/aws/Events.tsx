import { useEffect, useState, type ReactNode } from "react";
import { get, post, sentenceOf } from "../api/call";
import type { Happening } from "../api/shapes";
import { Spinner } from "../ui/Spinner";

/** What happens in real life, as buttons; what stays on, as switches. */
export function Events({ budget, version }: { budget: string; version: number }): ReactNode {
  const [events, setEvents] = useState<readonly Happening[]>([]);
  const [busy, setBusy] = useState("");
  const [said, setSaid] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    void get<Happening[]>(`/api/events?budget=${encodeURIComponent(budget)}`, stop.signal)
      .then(setEvents)
      .catch(() => undefined); // The panel says that the playground does not answer.
    return () => stop.abort();
  }, [budget, version, said]);
  useEffect(() => setSaid(""), [budget]);
  const meanwhile = events.find((one) => one.id === busy)?.meanwhile;
  const happen = async (one: Happening): Promise<void> => {
    setBusy(one.id);
    try {
      const answer = await post<{ says: string }>(`/api/events/${one.id}`, { budget });
      setSaid(answer.says);
    } catch (error) {
      setSaid(sentenceOf(error));
    } finally {
      setBusy("");
    }
  };
  return (
    <section className="events" aria-label="What happens">
      <h3>What happens</h3>
      <div className="event-buttons">
        {events.map((one) => (
          <button
            key={one.id}
            type="button"
            className={one.on ? "button event on" : "button event"}
            data-event={one.id}
            role={one.on === null ? undefined : "switch"}
            aria-checked={one.on === null ? undefined : one.on}
            aria-disabled={!one.possible || busy !== ""}
            aria-busy={busy === one.id}
            title={one.possible ? one.says : one.why_not}
            onClick={() => one.possible && !busy && void happen(one)}
          >
            <span>{one.title}</span>
            {one.on !== null && <span className="switch" aria-hidden="true" />}
            {busy === one.id && <Spinner />}
            {!one.possible && <span className="small">{one.why_not}</span>}
          </button>
        ))}
      </div>
      <p className="event-said" role="status">
        {meanwhile || said}
      </p>
    </section>
  );
}
