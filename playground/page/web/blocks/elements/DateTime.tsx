import type { ReactNode } from "react";
import { tied, useControl } from "../control";
import type { ElementProps } from "../elements";
import { str } from "../json";

const TYPES: Record<string, string> = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

/** Date, time, or both; Slack's datetimepicker holds seconds since 1970, its input a local time. */
export function DateTime(props: ElementProps): ReactNode {
  const { value, choose, asking } = useControl(props);
  const type = TYPES[str(props.element["type"])] ?? "date";
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
