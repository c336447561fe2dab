import { useId, type ReactNode } from "react";
import { useNames, type Names } from "../state/slack";
import { Spinner } from "../ui/Spinner";
import { tied, useControl, type Control } from "./control";
import type { ElementProps } from "./elements";
import { isJson, list, str, words, type Json } from "./json";
import { Text } from "./Text";

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

interface Option {
  value: string;
  text: string;
}

/** The options of a menu, in their groups; one group without a label where there are none. */
function optionsOf(element: Json, names: Names): { label: string; options: Option[] }[] {
  const type = str(element["type"]).replace("multi_", "");
  if (type === "users_select")
    return [{ label: "", options: names.people.map(({ id, real_name }) => ({ value: id, text: real_name })) }];
  if (type === "channels_select" || type === "conversations_select")
    return [{ label: "", options: names.channels.map(({ id, name }) => ({ value: id, text: `#${name}` })) }];
  const groups = list(element["option_groups"]);
  if (!groups.length) return [{ label: "", options: list(element["options"]).map(option) }];
  return groups.map((group) => ({
    label: words(group["label"]),
    options: list(group["options"]).map(option),
  }));
}

function option(one: Json): Option {
  return { value: str(one["value"]), text: words(one["text"]) };
}

export function Radio(props: ElementProps): ReactNode {
  const control = useControl(props);
  return (
    <Choice
      props={props}
      kind="radio"
      control={control}
      chosen={(value) => control.value === value}
      choose={(value) => control.choose(value)}
    />
  );
}

export function Checkboxes(props: ElementProps): ReactNode {
  const control = useControl(props);
  const held = Array.isArray(control.value) ? control.value.map(str) : [];
  return (
    <Choice
      props={props}
      kind="checkbox"
      control={control}
      chosen={(value) => held.includes(value)}
      choose={(value, on) => control.choose(on ? [...held, value] : held.filter((one) => one !== value))}
    />
  );
}

interface ChoiceProps {
  props: ElementProps;
  kind: "radio" | "checkbox";
  control: Control;
  chosen: (value: string) => boolean;
  choose: (value: string, on: boolean) => void;
}

/** The list of radio buttons or checkboxes. */
function Choice({ props, kind, control, chosen, choose }: ChoiceProps): ReactNode {
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
