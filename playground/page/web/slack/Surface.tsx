import { useMemo, useState, type ReactNode } from "react";
import { ActingContext, type Acting } from "../blocks/acting";
import { put, type Values } from "../blocks/entered";
import type { Json } from "../blocks/json";
import { useActs } from "../state/slack";

interface Props {
  /** How the acts name it: a message's ts, or a view's id. */
  target: { ts: string } | { view_id: string };
  blocks: readonly Json[];
  errors?: Record<string, string>;
  children: (entered: Values) => ReactNode;
}

const NONE = {};

/** A message, modal or Home whose controls work. What is typed outlives an update of the blocks. */
export function Surface({ target, blocks, errors = NONE, children }: Props): ReactNode {
  const acts = useActs();
  const [entered, setEntered] = useState<Values>({});
  const id = "ts" in target ? target.ts : target.view_id;
  const acting = useMemo<Acting>(() => {
    const key = (blockId: string, actionId: string): string => `${id}/${blockId}/${actionId}`;
    return {
      entered,
      errors,
      enter: (blockId, actionId, value) => setEntered((all) => put(all, blockId, actionId, value)),
      busy: (blockId, actionId) => acts.busy.has(key(blockId, actionId)),
      press: (blockId, actionId, value) => {
        const held = value === undefined ? entered : put(entered, blockId, actionId, value);
        const where = "ts" in target ? target : { ...target, entered: held };
        // The app may have drawn it anew between a look and a press: then its blocks have other ids.
        const which = several(blocks, actionId) ? { block_id: blockId } : {};
        const body = { ...where, ...which, action_id: actionId, value };
        void acts.run(key(blockId, actionId), "press", body);
      },
    };
    // `target` is named by `id`.
  }, [id, blocks, entered, errors, acts]);
  return <ActingContext value={acting}>{children(entered)}</ActingContext>;
}

/** Whether an action id alone does not say which control it is. */
function several(blocks: readonly Json[], actionId: string): boolean {
  return JSON.stringify(blocks).split(`"action_id":${JSON.stringify(actionId)}`).length > 2;
}
