import { useId, type ReactNode } from "react";
import { tied, type Control } from "../control";
import type { ElementProps } from "../elements";
import { isJson, list, str, type Json } from "../json";
import { Text } from "../Text";

interface Props {
  props: ElementProps;
  kind: "radio" | "checkbox";
  control: Control;
  chosen: (value: string) => boolean;
  choose: (value: string, on: boolean) => void;
}

/** The list of radio buttons or checkboxes. */
export function Choice({ props, kind, control, chosen, choose }: Props): ReactNode {
  const name = useId();
  return (
    <div role={kind === "radio" ? "radiogroup" : "group"} className="choices" {...tied(props)}>
      {list(props.element["options"]).map((option: Json) => {
        const value = str(option["value"]);
        return (
          <label key={value} className="choice">
            <input
              type={kind}
              name={name}
              data-action-id={str(props.element["action_id"])}
              value={value}
              checked={chosen(value)}
              onChange={(event) => choose(value, event.target.checked)}
            />
            <span>
              {isJson(option["text"]) && <Text text={option["text"]} />}
              {isJson(option["description"]) && (
                <span className="small">
                  <Text text={option["description"]} />
                </span>
              )}
            </span>
          </label>
        );
      })}
      {control.asking}
    </div>
  );
}
