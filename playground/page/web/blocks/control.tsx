import { useState, type ReactNode } from "react";
import { useActing } from "./acting";
import { Confirm } from "./Confirm";
import type { ElementProps } from "./elements";
import { initialOf } from "./entered";
import { isJson, str } from "./json";

/** What a control holds, and what becomes of a choice. */
export interface Control {
  value: unknown;
  busy: boolean;
  /** Keeps what was typed, and sends nothing. */
  hold: (value: unknown) => void;
  /** Keeps a choice and, outside of an input block, sends it; asks first where it has to. */
  choose: (value: unknown) => void;
  /** Sends a press; asks first where it has to. */
  press: (value?: unknown) => void;
  /** The question, while it is asked. */
  asking: ReactNode;
}

export function useControl({ element, blockId, input }: ElementProps): Control {
  const acting = useActing();
  const [pending, setPending] = useState<(() => void) | null>(null);
  const actionId = str(element["action_id"]);
  const confirm = element["confirm"];
  const hold = (value: unknown): void => acting.enter(blockId, actionId, value);
  const press = (value?: unknown): void => {
    const go = (): void => acting.press(blockId, actionId, value);
    if (isJson(confirm)) setPending(() => go);
    else go();
  };
  const asking = pending && isJson(confirm) && (
    <Confirm
      confirm={confirm}
      yes={() => {
        setPending(null);
        pending();
      }}
      no={() => setPending(null)}
    />
  );
  return {
    value: acting.entered[blockId]?.[actionId] ?? initialOf(element),
    busy: acting.busy(blockId, actionId),
    hold,
    press,
    choose: (value) => {
      hold(value);
      if (!input || input.dispatch) press(value);
    },
    asking,
  };
}

/** The attributes that tie an element to the label and the words of its input block. */
export function tied({ input, element }: ElementProps): Record<string, string | boolean | undefined> {
  if (!input) return { "aria-label": labelOf(element) };
  return {
    id: input.id,
    "aria-describedby": input.says,
    "aria-required": input.required,
    "aria-invalid": input.wrong,
  };
}

function labelOf(element: ElementProps["element"]): string {
  const { placeholder } = element;
  const label = str(element["accessibility_label"]) || (isJson(placeholder) ? str(placeholder["text"]) : "");
  return label || str(element["action_id"]);
}
