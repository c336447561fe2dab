import { createContext, useContext } from "react";
import type { Values } from "./entered";

/** What the controls in blocks do, wherever the blocks stand: a message, a modal, the Home. */
export interface Acting {
  /** Sends block_actions: `value` is an option's value, or what was typed; none for a button. */
  press: (blockId: string, actionId: string, value?: unknown) => void;
  busy: (blockId: string, actionId: string) => boolean;
  entered: Values;
  enter: (blockId: string, actionId: string, value: unknown) => void;
  errors: Record<string, string>;
}

export const ActingContext = createContext<Acting | null>(null);

export function useActing(): Acting {
  const acting = useContext(ActingContext);
  if (!acting) throw new Error("outside of a surface");
  return acting;
}
