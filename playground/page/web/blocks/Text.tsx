import { memo, useMemo, type ReactNode } from "react";
import type { Json } from "./json";
import { Library } from "./Library";
import { richText } from "./mrkdwn";

/** A text object, plain_text or mrkdwn. */
export const Text = memo(function Text({ text }: { text: Json }): ReactNode {
  const rich = useMemo(() => richText(text), [text]);
  return (
    <div className="text">
      <Library block={rich} />
    </div>
  );
});
