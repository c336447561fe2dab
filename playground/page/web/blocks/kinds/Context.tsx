import type { ReactNode } from "react";
import { list } from "../json";
import type { BlockProps } from "../kinds";
import { Picture } from "../Picture";
import { Text } from "../Text";

export function Context({ block }: BlockProps): ReactNode {
  return (
    <div className="context">
      {list(block["elements"]).map((one, n) =>
        one["type"] === "image" ? <Picture key={n} image={one} /> : <Text key={n} text={one} />,
      )}
    </div>
  );
}
