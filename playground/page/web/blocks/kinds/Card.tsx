import type { ReactNode } from "react";
import { Element } from "../Element";
import { isJson, list, str } from "../json";
import type { BlockProps } from "../kinds";
import { Picture } from "../Picture";
import { Text } from "../Text";

const PICTURES = ["hero_image", "icon"];
const TEXTS = ["title", "subtitle", "body"];

export function Card({ block }: BlockProps): ReactNode {
  const actions = list(block["actions"]);
  return (
    <div className="card">
      {PICTURES.map((name) => isJson(block[name]) && <Picture key={name} image={block[name]} />)}
      {TEXTS.map(
        (name) =>
          isJson(block[name]) && (
            <div key={name} className={`card-${name}`}>
              <Text text={block[name]} />
            </div>
          ),
      )}
      {actions.length > 0 && (
        <div className="actions">
          {actions.map((one, n) => (
            <Element key={n} element={one} blockId={str(block["block_id"])} />
          ))}
        </div>
      )}
    </div>
  );
}
