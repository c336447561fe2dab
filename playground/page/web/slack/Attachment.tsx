import type { ReactNode } from "react";
import { Blocks } from "../blocks/Blocks";
import { list, str, type Json } from "../blocks/json";
import { SafeLink } from "../blocks/SafeLink";
import { Text } from "../blocks/Text";

const NAMED: Record<string, string> = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

/** An attachment, as older apps post: a coloured bar, a title, text, fields; or blocks. */
export function Attachment({ attachment }: { attachment: Json }): ReactNode {
  const blocks = list(attachment["blocks"]);
  const title = str(attachment["title"]);
  const link = str(attachment["title_link"]);
  const colour = str(attachment["color"]);
  const texts = ["pretext", "text"].map((name) => str(attachment[name])).filter(Boolean);
  return (
    <div className="attachment" style={{ borderColor: NAMED[colour] ?? (/^[0-9a-f]{6}$/i.test(colour) ? `#${colour}` : colour) }}>
      {title && <b>{link ? <SafeLink href={link}>{title}</SafeLink> : title}</b>}
      {texts.map((text, n) => (
        <Text key={n} text={{ type: "mrkdwn", text }} />
      ))}
      {list(attachment["fields"]).map((field, n) => (
        <div key={n} className="attachment-field">
          <b>{str(field["title"])}</b>
          <Text text={{ type: "mrkdwn", text: str(field["value"]) }} />
        </div>
      ))}
      {blocks.length > 0 && <Blocks blocks={blocks} />}
      {!blocks.length && !texts.length && !title && str(attachment["fallback"])}
    </div>
  );
}
