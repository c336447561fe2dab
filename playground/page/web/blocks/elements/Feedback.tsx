import type { ReactNode } from "react";
import { useControl } from "../control";
import type { ElementProps } from "../elements";
import { isJson, str, words } from "../json";

export function Feedback(props: ElementProps): ReactNode {
  const { busy, press } = useControl(props);
  return ["positive_button", "negative_button"].map((name) => {
    const one = props.element[name];
    if (!isJson(one)) return null;
    return (
      <button
        key={name}
        type="button"
        className="button"
        aria-disabled={busy}
        aria-label={str(one["accessibility_label"]) || undefined}
        onClick={() => !busy && press(str(one["value"]))}
      >
        {words(one["text"])}
      </button>
    );
  });
}
