import type { ReactNode } from "react";
import { isJson, list, str, type Json } from "../json";
import type { BlockProps } from "../kinds";
import { Library } from "../Library";

/** `table` and `data_table`; of the latter the library draws nothing. The first row is the head. */
export function Table({ block }: BlockProps): ReactNode {
  const rows = (Array.isArray(block["rows"]) ? block["rows"] : []).map(list);
  const columns = list(block["column_settings"]);
  const [head, ...body] = rows;
  const align = (n: number): { textAlign: "left" | "center" | "right" } => {
    const wanted = str(columns[n]?.["align"]);
    return { textAlign: wanted === "center" || wanted === "right" ? wanted : "left" };
  };
  const caption = str(block["caption"]);
  return (
    <div className="table" tabIndex={0} role="group" aria-label={caption || "Table"}>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>{head?.map((cell, n) => <th key={n} scope="col" style={align(n)}>{shown(cell)}</th>)}</tr>
        </thead>
        <tbody>
          {body.map((row, n) => (
            <tr key={n}>{row.map((cell, m) => <td key={m} style={align(m)}>{shown(cell)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(cell: Json): ReactNode {
  if (!isJson(cell)) return null;
  if (cell["type"] === "rich_text") return <Library block={cell} />;
  return str(cell["text"]) || str(cell["value"]);
}
