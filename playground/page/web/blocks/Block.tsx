import { memo, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Boundary } from "./Boundary";
import { kinds } from "./kinds";
import { str, type Json } from "./json";
import { Undrawn } from "./Undrawn";

/** One block: drawn, or said not to be. A block that comes out 0 px high is said not to be, too. */
export const Block = memo(function Block({ block }: { block: Json }): ReactNode {
  const type = str(block["type"]);
  const box = useRef<HTMLDivElement>(null);
  const [flat, setFlat] = useState<Json | null>(null);
  useLayoutEffect(() => {
    if (box.current?.getBoundingClientRect().height === 0 && box.current.offsetParent) setFlat(block);
  }, [block]);
  const Kind = kinds[type];
  return (
    <div ref={box} className="block" data-block-id={str(block["block_id"])} data-block-type={type}>
      <Boundary type={type}>
        {Kind && flat !== block ? <Kind block={block} /> : <Undrawn type={type} />}
      </Boundary>
    </div>
  );
});
