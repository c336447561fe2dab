import type { ReactNode } from "react";

/** What stands where a block is that this page has no picture for: never nothing. */
export function Undrawn({ type }: { type: string }): ReactNode {
  return (
    <div className="undrawn" role="note">
      This page cannot draw a block of type “{type || "none"}”.
    </div>
  );
}
