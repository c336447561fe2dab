import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";

interface Props {
  label: string;
  /** Changes with every message and every edit. */
  state: string;
  children: ReactNode;
}

const NEAR = 120;

/** The log of messages. It follows what is new as long as nobody has scrolled up. */
export function MessageList({ label, state, children }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const log = box.current;
    if (log && follows.current) log.scrollTop = log.scrollHeight;
  }, [state]);
  useEffect(() => {
    const log = box.current;
    if (!log) return undefined;
    // A thread that opens makes the channel narrower, and its messages higher.
    const resized = new ResizeObserver(() => {
      if (follows.current) log.scrollTop = log.scrollHeight;
    });
    resized.observe(log);
    return () => resized.disconnect();
  }, []);
  const scrolled = (): void => {
    const log = box.current;
    if (log) follows.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  };
  return (
    <div ref={box} className="log" role="log" aria-label={label} tabIndex={0} onScroll={scrolled}>
      {children}
    </div>
  );
}
