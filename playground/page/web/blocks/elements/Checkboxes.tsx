import type { ReactNode } from "react";
import { useControl } from "../control";
import type { ElementProps } from "../elements";
import { str } from "../json";
import { Choice } from "./Choice";

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
