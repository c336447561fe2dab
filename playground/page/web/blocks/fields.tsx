import type { KeyboardEvent, ReactNode } from "react";
import { tied, useControl } from "./control";
import type { ElementProps } from "./elements";
import { str, words } from "./json";

const INPUTS: Record<string, string> = { email_text_input: "email", url_text_input: "url", number_input: "number" };

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
  return <input {...common} type={INPUTS[str(element["type"])] ?? "text"} onKeyDown={entered} />;
}

const TIMES: Record<string, string> = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

/** Date, time, or both; Slack's datetimepicker holds seconds since 1970, its input a local time. */
export function DateTime(props: ElementProps): ReactNode {
  const { value, choose, asking } = useControl(props);
  const type = TIMES[str(props.element["type"])] ?? "date";
  const both = type === "datetime-local";
  return (
    <>
      <input
        type={type}
        className="field"
        {...tied(props)}
        data-action-id={str(props.element["action_id"])}
        value={both && typeof value === "number" ? local(value) : str(value)}
        onChange={({ target }) => choose(both ? new Date(target.value).getTime() / 1000 : target.value)}
      />
      {asking}
    </>
  );
}

function local(seconds: number): string {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
