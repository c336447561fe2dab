// Slack's text as rich text. The library's own reading of text objects cannot be used: it formats
// plain_text, takes `verbatim` for "not formatted", makes mentions of escaped &lt;@U...&gt;, and
// leaves lines out that begin with "#". Its rich text, though, is literal. So text is read here, as
// https://docs.slack.dev/messaging/formatting-message-text says, and drawn there.
import { inline, type Part } from "./inline";
import { str, type Json } from "./json";

const FENCE = /```\n?([\s\S]*?)\n?```/g;
const QUOTE = /^(?:&gt;|>) ?/;

export interface RichText {
  type: "rich_text";
  elements: RichPart[];
}

interface RichPart {
  type: "rich_text_section" | "rich_text_preformatted" | "rich_text_quote";
  elements: Part[];
  border?: 0 | 1;
}

/** A text object as rich text: plain_text literally, mrkdwn as Slack formats it. */
export function richText(text: Json): RichText {
  const said = str(text["text"]);
  if (text["type"] === "mrkdwn") return mrkdwn(said);
  return { type: "rich_text", elements: [section([{ type: "text", text: said }])] };
}

export function mrkdwn(text: string): RichText {
  const elements: RichPart[] = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    elements.push(...lines(text.slice(from, fence.index).replace(/\n$/, "")));
    elements.push({ type: "rich_text_preformatted", elements: [{ type: "text", text: unescaped(fence[1] ?? "") }] });
    from = fence.index + fence[0].length;
  }
  elements.push(...lines(text.slice(from).replace(from ? /^\n/ : /^$/, "")));
  return { type: "rich_text", elements: elements.length ? elements : [section([{ type: "text", text }])] };
}

export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Runs of quoted and of other lines. */
function lines(text: string): RichPart[] {
  if (!text) return [];
  const runs: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTE.test(line);
    const last = runs.at(-1);
    const said = quoted ? line.replace(QUOTE, "") : line;
    if (last?.quoted === quoted) last.lines.push(said);
    else runs.push({ quoted, lines: [said] });
  }
  return runs.map((run) => {
    const parts = inline(run.lines.join("\n"), unescaped);
    return run.quoted ? { type: "rich_text_quote", elements: parts, border: 1 } : section(parts);
  });
}

function section(elements: Part[]): RichPart {
  return { type: "rich_text_section", elements };
}
