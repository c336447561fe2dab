import type { ReactNode } from "react";
import type { BlockProps } from "../kinds";
import { Library } from "../Library";

export function Drawn({ block }: BlockProps): ReactNode {
  return <Library block={block} />;
}
