import type { ReactNode } from "react";
import type { ElementProps } from "../elements";
import { Picture } from "../Picture";

export function ImageElement({ element }: ElementProps): ReactNode {
  return <Picture image={element} />;
}
