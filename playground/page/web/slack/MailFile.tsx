import type { ReactNode } from "react";
import { list, str, type Json } from "../blocks/json";

/** A file; a forwarded e-mail with its subject, sender and text. */
export function MailFile({ file }: { file: Json }): ReactNode {
  const subject = str(file["subject"]) || str(file["title"]) || str(file["name"]) || "File";
  const from = list(file["from"]).map((one) => str(one["original"]) || str(one["address"]));
  const text = str(file["plain_text"]) || str(file["preview_plain_text"]);
  return (
    <details className="mail" open>
      <summary>
        <b>{subject}</b>
        {from.length > 0 && <span className="small">From {from.join(", ")}</span>}
      </summary>
      {text && <pre>{text}</pre>}
    </details>
  );
}
