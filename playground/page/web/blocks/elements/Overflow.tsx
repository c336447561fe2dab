import type { ReactNode } from "react";
import { Menu } from "../../ui/Menu";
import { useControl } from "../control";
import type { ElementProps } from "../elements";
import { list, str, words } from "../json";

export function Overflow(props: ElementProps): ReactNode {
  const { busy, press, asking } = useControl(props);
  const options = list(props.element["options"]);
  return (
    <>
      <Menu
        label={str(props.element["accessibility_label"]) || "More actions"}
        className="button overflow"
        busy={busy}
        items={options.map((one) => ({ text: words(one["text"]), act: () => press(str(one["value"])) }))}
      >
        ⋯
      </Menu>
      {asking}
    </>
  );
}
