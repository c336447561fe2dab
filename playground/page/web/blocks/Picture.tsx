import type { ReactNode } from "react";
import { str, type Json } from "./json";

/** A picture by its words: the page fetches nothing from other hosts. */
export function Picture({ image }: { image: Json }): ReactNode {
  return (
    <span className="picture" role="img" aria-label={str(image["alt_text"])}>
      Picture: {str(image["alt_text"]) || "without a description"}
    </span>
  );
}
