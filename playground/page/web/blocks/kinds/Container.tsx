import type { ReactNode } from "react";
import { Block } from "../Block";
import { isJson, list, str } from "../json";
import type { BlockProps } from "../kinds";
import { Library } from "../Library";
import { Text } from "../Text";

/** Blocks in a frame, which may fold up. */
export function Container({ block }: BlockProps): ReactNode {
  const { title, rich_text_title: rich, subtitle } = block;
  const head = (
    <>
      {isJson(rich) ? <Library block={rich} /> : isJson(title) && <Text text={title} />}
      {isJson(subtitle) && <Text text={subtitle} />}
    </>
  );
  const inside = list(block["child_blocks"]).map((one, n) => (
    <Block key={str(one["block_id"]) || n} block={one} />
  ));
  if (block["is_collapsible"] !== true)
    return (
      <div className="container">
        {head}
        {inside}
      </div>
    );
  return (
    <details className="container" open={block["default_collapsed"] !== true}>
      <summary>{head}</summary>
      {inside}
    </details>
  );
}
