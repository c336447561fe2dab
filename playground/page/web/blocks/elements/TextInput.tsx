import type { KeyboardEvent, ReactNode } from "react";
import { tied, useControl } from "../control";
import type { ElementProps } from "../elements";
import { str, words } from "../json";

const TYPES: Record<string, string> = { email_text_input: "email", url_text_input: "url", number_input: "number" };

/** A line of text, an e-mail or web address, a number; or several lines. */
export function TextInput(props: ElementProps): ReactNode {
  const { element, input } = props;
  const { value, hold, press } = useControl(props);
  const most = element["max_length"];
  const common = {
    ...tied(props),
    className: "field",
    "data-action-id": str(element["action_id"]),
    placeholder: words(element["placeholder"]),
    value: str(value),
    ...(typeof most === "number" ? { maxLength: most } : {}),
    onChange: ({ target }: { target: { value: string } }): void => hold(target.value),
  };
  const entered = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && input?.dispatch) press(str(value));
  };
  if (element["multiline"] === true) return <textarea {...common} rows={4} />;
  return <input {...common} type={TYPES[str(element["type"])] ?? "text"} onKeyDown={entered} />;
}
