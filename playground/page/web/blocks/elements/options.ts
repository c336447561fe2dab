import type { Names } from "../../state/slack";
import { list, str, words, type Json } from "../json";

export interface Option {
  value: string;
  text: string;
}

/** The options of a menu, in their groups; one group without a label where there are none. */
export function optionsOf(element: Json, names: Names): { label: string; options: Option[] }[] {
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
