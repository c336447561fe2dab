import type { ReactNode } from "react";
import { words } from "../json";
import type { BlockProps } from "../kinds";
import { Picture } from "../Picture";

export function Image({ block }: BlockProps): ReactNode {
  const title = words(block["title"]);
  return (
    <figure className="image">
      {title && <figcaption>{title}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}
