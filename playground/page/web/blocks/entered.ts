import { isJson, list, str, type Json } from "./json";

/** What was typed and chosen, by block_id and action_id, as the acts take it. */
export type Values = Record<string, Record<string, unknown>>;

export function put(values: Values, blockId: string, actionId: string, value: unknown): Values {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

/** The inputs that are empty and must not be: a sentence for each, by block_id. */
export function missing(blocks: readonly Json[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    const element = block["element"];
    if (block["type"] !== "input" || !isJson(element)) continue;
    const blockId = str(block["block_id"]);
    const held = values[blockId]?.[str(element["action_id"])] ?? initialOf(element);
    const says = wrong(element, held, block["optional"] === true);
    if (says) errors[blockId] = says;
  }
  return errors;
}

/** What an element holds before anybody touched it. */
export function initialOf(element: Json): unknown {
  const option = element["initial_option"];
  if (isJson(option)) return str(option["value"]);
  const options = list(element["initial_options"]);
  if (options.length) return options.map((one) => str(one["value"]));
  const named = Object.keys(element).find((name) => name.startsWith("initial_"));
  return named ? element[named] : undefined;
}

function wrong(element: Json, held: unknown, optional: boolean): string {
  const empty = held === undefined || held === null || held === "" || (Array.isArray(held) && !held.length);
  if (empty) return optional ? "" : "Please complete this required field.";
  const least = element["min_length"];
  if (typeof least === "number" && typeof held === "string" && held.length < least)
    return `Please enter at least ${least} characters.`;
  return "";
}
