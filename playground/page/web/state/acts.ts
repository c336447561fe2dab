import { useCallback, useRef, useState } from "react";
import { post, RefusedError, sentenceOf } from "../api/call";
import type { Acted } from "../api/shapes";

export interface Trouble {
  id: number;
  says: string;
}

export interface Acts {
  /** The keys of the acts whose requests are on their way. */
  busy: ReadonlySet<string>;
  troubles: readonly Trouble[];
  forget: (id: number) => void;
  /** Says what came to nothing, in the place of what was said before. */
  tell: (says: string) => void;
  /** Does what a person does on Slack's screen; false where it came to nothing, which is then told. */
  run: (key: string, what: string, body: object) => Promise<boolean>;
}

/** The acts of one person. A second press while the first is on its way does nothing. */
export function useActsOf(user: string, bot: string): Acts {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [troubles, setTroubles] = useState<readonly Trouble[]>([]);
  const running = useRef(new Set<string>());
  const count = useRef(0);

  const add = useCallback((says: string) => {
    count.current += 1;
    const trouble = { id: count.current, says };
    setTroubles((all) => [...all, trouble].slice(-3));
  }, []);
  const tell = useCallback((says: string) => {
    setTroubles([]);
    add(says);
  }, [add]);
  const forget = useCallback((id: number) => {
    setTroubles((all) => all.filter((one) => one.id !== id));
  }, []);
  const run = useCallback(
    async (key: string, what: string, body: object): Promise<boolean> => {
      if (running.current.has(key)) return false;
      running.current.add(key);
      setTroubles([]);
      setBusy(new Set(running.current));
      try {
        const acted = await post<Acted>(`/api/slack/${what}`, { user, ...body });
        // A message stands in the channel whether or not an app has heard of it.
        const done = acted.ok || what === "say";
        if (!done) add(silence(bot, acted));
        return done;
      } catch (error) {
        const refused = error instanceof RefusedError;
        add(refused ? `Slack does not allow this: ${error.message}` : sentenceOf(error));
        return false;
      } finally {
        running.current.delete(key);
        setBusy(new Set(running.current));
      }
    },
    [user, bot, add],
  );
  return { busy, troubles, forget, tell, run };
}

function silence(bot: string, acted: Acted): string {
  return `${bot} did not respond${acted.trouble ? `: ${acted.trouble}` : "."}`;
}
