import type { ReactNode } from "react";
import { useNames } from "../../state/slack";
import { tied, useControl } from "../control";
import type { ElementProps } from "../elements";
import { str } from "../json";
import { optionsOf } from "./options";

export function MultiSelect(props: ElementProps): ReactNode {
  const { element } = props;
  const names = useNames();
  const { value, choose, asking } = useControl(props);
  const most = Number(element["max_selected_items"] ?? Infinity);
  return (
    <span className="select">
      <select
        multiple
        {...tied(props)}
        data-action-id={str(element["action_id"])}
        value={Array.isArray(value) ? value.map(str) : []}
        onChange={(event) => {
          const chosen = [...event.target.selectedOptions].map((one) => one.value);
          if (chosen.length <= most) choose(chosen);
        }}
      >
        {optionsOf(element, names).flatMap((group) =>
          group.options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.text}
            </option>
          )),
        )}
      </select>
      {asking}
    </span>
  );
}
