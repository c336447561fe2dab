import type { ReactNode } from "react";

/** What a pull request changes, line by line. */
export function Difference({ text }: { text: string }): ReactNode {
  return (
    <details className="ticket-text" open>
      <summary>What it changes</summary>
      <pre className="difference">
        {text.split("\n").map((line, n) => (
          <span key={n} className={KINDS[line[0] ?? ""] ?? "same"}>
            {line}
            {"\n"}
          </span>
        ))}
      </pre>
    </details>
  );
}

const KINDS: Record<string, string> = { "+": "added", "-": "removed", "@": "place" };
