import type { ReactNode } from "react";
import { list } from "../json";
import type { BlockProps } from "../kinds";
import { Card } from "./Card";

export function Carousel({ block }: BlockProps): ReactNode {
  return (
    <div className="carousel" role="group" aria-label="Cards" tabIndex={0}>
      {list(block["elements"]).map((card, n) => (
        <Card key={n} block={card} />
      ))}
    </div>
  );
}
