import type { ReactNode } from "react";
import { Library } from "../blocks/Library";

/** The emoji that somebody put under a message. */
export function Reactions({ names }: { names: readonly string[] }): ReactNode {
  if (!names.length) return null;
  return (
    <ul className="reactions" aria-label="Reactions">
      {names.map((name) => (
        <li key={name} title={`:${name}:`}>
          <Library block={emoji(name)} />
        </li>
      ))}
    </ul>
  );
}

function emoji(name: string): { type: string; elements: object[] } {
  const part = { type: "rich_text_section", elements: [{ type: "emoji", name }] };
  return { type: "rich_text", elements: [part] };
}
