import type { ReactNode } from "react";
import { useControl } from "../control";
import type { ElementProps } from "../elements";
import { Choice } from "./Choice";

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
