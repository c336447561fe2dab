import type { Hop, Path } from "../api/shapes";

/** Of a hop: the alert gets through, stops here, cannot be told, or does not come this far. */
export type State = "ok" | "stop" | "unsure" | "behind";

const HOPS = ["budget", "topic", "key", "subscription"] as const;

export type Reached = Record<(typeof HOPS)[number], State>;

/** How far the alerts over one topic get. Several notifications: the one that gets least far. */
export function reached(paths: readonly Path[]): Reached {
  const stops = paths.map((path) => path.stopped_at).filter((hop): hop is Exclude<Hop, ""> => hop !== "");
  const first = HOPS.find((hop) => stops.includes(hop));
  const unsure = paths.some((path) => path.outcome === "cannot judge");
  const at = first ? HOPS.indexOf(first) : HOPS.length;
  const state = (hop: (typeof HOPS)[number]): State => {
    const n = HOPS.indexOf(hop);
    if (n < at) return "ok";
    if (n > at) return "behind";
    return unsure ? "unsure" : "stop";
  };
  return { budget: state("budget"), topic: state("topic"), key: state("key"), subscription: state("subscription") };
}
