import { useEffect, useState } from "react";
import { get, sentenceOf } from "./call";
import { share } from "./share";

const RETRY_MS = 1000;

export interface Polled<T> {
  state: T | null;
  lost: string;
}

/**
 * The state behind a long poll; `path` has its query, without `after`. A page in the background
 * does not poll: a browser has six connections to one host, and three open pages would use them up.
 * With `pause` (milliseconds between two requests) the server does not wait, and holds none of them.
 */
export function usePoll<T extends { version: number }>(path: string, again: number, pause = 0): Polled<T> {
  const [state, setState] = useState<T | null>(null);
  const [lost, setLost] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    const show = (next: T): void => setState((before) => share(before, next));
    void follow<T>(path, pause, stop.signal, show, setLost);
    return () => stop.abort();
  }, [path, again, pause]);
  return { state, lost };
}

async function follow<T extends { version: number }>(
  path: string,
  pause: number,
  signal: AbortSignal,
  show: (state: T) => void,
  lose: (why: string) => void,
): Promise<void> {
  let after = 0;
  while (!signal.aborted) {
    await visible(signal);
    try {
      const state = await get<T>(`${path}&after=${after}`, signal);
      if (signal.aborted) return;
      if (state.version !== after) show(state);
      after = state.version;
      lose("");
      if (pause) await wait(pause);
    } catch (error) {
      if (signal.aborted) return;
      lose(sentenceOf(error));
      after = 0; // A server that was started anew counts from the beginning.
      await wait(RETRY_MS);
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function visible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    const look = (): void => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      done();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
  });
}
