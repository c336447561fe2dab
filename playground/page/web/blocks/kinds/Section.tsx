import type { ReactNode } from "react";
import { Element } from "../Element";
import { isJson, list, str } from "../json";
import type { BlockProps } from "../kinds";
import { Text } from "../Text";

export function Section({ block }: BlockProps): ReactNode {
  const { text, accessory } = block;
  const fields = list(block["fields"]);
  return (
    <div className="section">
      <div className="section-text">
        {isJson(text) && <Text text={text} />}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, n) => (
              <Text key={n} text={field} />
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) && (
        <div className="accessory">
          <Element element={accessory} blockId={str(block["block_id"])} />
        </div>
      )}
    </div>
  );
}
