import type { ReactNode } from "react";
import { isJson } from "../json";
import type { BlockProps } from "../kinds";
import { Library } from "../Library";

/** A heading. `verbatim` is no property of plain_text: it keeps the library from formatting it. */
export function Header({ block }: BlockProps): ReactNode {
  const text = block["text"];
  return <Library block={isJson(text) ? { ...block, text: { ...text, verbatim: true } } : block} />;
}
