import { memo, type ReactNode } from "react";
import { Block } from "./Block";
import { str, type Json } from "./json";

export const Blocks = memo(function Blocks({ blocks }: { blocks: readonly Json[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.map((block, n) => (
        // By place and type, not by block_id: an updated message has new ones, and would lose the focus.
        <Block key={`${n} ${str(block["type"])}`} block={block} />
      ))}
    </div>
  );
});
