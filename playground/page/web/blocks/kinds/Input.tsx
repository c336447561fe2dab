import { useId, type ReactNode } from "react";
import { useActing } from "../acting";
import { Element } from "../Element";
import { isJson, str, words } from "../json";
import type { BlockProps } from "../kinds";

/** An input of a modal: its label, its element, its hint, and what is wrong with it. */
export function Input({ block }: BlockProps): ReactNode {
  const id = useId();
  const blockId = str(block["block_id"]);
  const { element } = block;
  const error = useActing().errors[blockId];
  const hint = words(block["hint"]);
  const optional = block["optional"] === true;
  return (
    <div className={error ? "input wrong" : "input"}>
      <label htmlFor={id} id={`${id}-label`}>
        {words(block["label"])}
        {optional && <span className="small"> (optional)</span>}
      </label>
      {isJson(element) && (
        <Element
          element={element}
          blockId={blockId}
          input={{ id, says: `${id}-says`, required: !optional, wrong: Boolean(error), dispatch: block["dispatch_action"] === true }}
        />
      )}
      <div id={`${id}-says`}>
        {error && (
          <p className="input-error" role="alert">
            {error}
          </p>
        )}
        {hint && <p className="small">{hint}</p>}
      </div>
    </div>
  );
}
