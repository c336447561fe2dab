import type { ReactNode } from "react";
import { elements } from "./elements";
import { str, type Json } from "./json";
import type { InputParts } from "./elements";

/** One element: drawn, or said not to be. `input` is there where it stands in an input block. */
export function Element(props: { element: Json; blockId: string; input?: InputParts }): ReactNode {
  const type = str(props.element["type"]);
  const Kind = elements[type];
  if (Kind) return <Kind {...props} />;
  return (
    <span className="undrawn element-undrawn" role="note">
      This page cannot draw an element of type “{type || "none"}”.
    </span>
  );
}
