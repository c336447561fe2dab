import type { ReactNode } from "react";
import { useNames } from "../../state/slack";
import { Spinner } from "../../ui/Spinner";
import { tied, useControl } from "../control";
import type { ElementProps } from "../elements";
import { str, words } from "../json";
import { optionsOf } from "./options";

/** A menu: the browser's own, which every keyboard and screen reader knows. */
export function Select(props: ElementProps): ReactNode {
  const { element } = props;
  const names = useNames();
  const { value, busy, choose, asking } = useControl(props);
  const groups = optionsOf(element, names);
  const options = (of: (typeof groups)[number]): ReactNode =>
    of.options.map((one) => (
      <option key={one.value} value={one.value}>
        {one.text}
      </option>
    ));
  return (
    <span className="select">
      <select
        {...tied(props)}
        data-action-id={str(element["action_id"])}
        aria-busy={busy}
        value={str(value)}
        onChange={(event) => choose(event.target.value)}
      >
        {!str(value) && <option value="">{words(element["placeholder"]) || "Choose an option"}</option>}
        {groups.map((group, n) =>
          group.label ? (
            <optgroup key={n} label={group.label}>
              {options(group)}
            </optgroup>
          ) : (
            options(group)
          ),
        )}
      </select>
      {busy && <Spinner />}
      {asking}
    </span>
  );
}
