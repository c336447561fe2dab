import type { ReactNode } from "react";
import { Element } from "../Element";
import { list, str } from "../json";
import type { BlockProps } from "../kinds";

export function Actions({ block }: BlockProps): ReactNode {
  return (
    <div className="actions">
      {list(block["elements"]).map((element, n) => (
        <Element key={str(element["action_id"]) || n} element={element} blockId={str(block["block_id"])} />
      ))}
    </div>
  );
}
