// Formatting within a line of mrkdwn: *bold*, _italic_, ~strike~, `code`, <links and mentions>.

export interface Style {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

export type Part =
  | { type: "text"; text: string; style?: Style }
  | { type: "link"; url: string; text: string; style?: Style }
  | { type: "user"; user_id: string }
  | { type: "usergroup"; usergroup_id: string }
  | { type: "channel"; channel_id: string }
  | { type: "broadcast"; range: string }
  | { type: "date"; timestamp: number; format: string; fallback: string }
  | { type: "emoji"; name: string };

// A mark opens before and closes behind something that is neither a space nor, outside, a letter.
const NEXT =
  /(?<code>`(?<coded>[^`\n]+)`)|(?<angle><(?<inside>[^<>\n]+)>)|(?<emoji>:(?<named>\+1|-1|[a-z][a-z0-9_+-]*):)|(?<![\w*_~])(?<mark>[*_~])(?=\S)(?<marked>(?:(?!\k<mark>)[^\n])*?[^\s])\k<mark>(?![\w])/;
const STYLES: Record<string, Style> = { "*": { bold: true }, _: { italic: true }, "~": { strike: true } };

export function inline(text: string, unescape: (text: string) => string, style: Style = {}): Part[] {
  const found = NEXT.exec(text);
  if (!found?.groups) return words(unescape(text), style);
  const { coded, inside, named, mark, marked } = found.groups;
  const before = words(unescape(text.slice(0, found.index)), style);
  const after = inline(text.slice(found.index + found[0].length), unescape, style);
  return [...before, ...middle(), ...after];

  function middle(): Part[] {
    if (coded !== undefined) return words(unescape(coded), { ...style, code: true });
    if (inside !== undefined) return [angle(inside, unescape, style)];
    if (named !== undefined) return [{ type: "emoji", name: named }];
    return inline(marked ?? "", unescape, { ...style, ...STYLES[mark ?? ""] });
  }
}

function words(text: string, style: Style): Part[] {
  if (!text) return [];
  return [Object.keys(style).length ? { type: "text", text, style } : { type: "text", text }];
}

function angle(inside: string, unescape: (text: string) => string, style: Style): Part {
  const [target = "", label = ""] = inside.split("|", 2);
  if (target.startsWith("@")) return { type: "user", user_id: target.slice(1) };
  if (target.startsWith("#")) return { type: "channel", channel_id: target.slice(1) };
  if (target.startsWith("!subteam^")) return { type: "usergroup", usergroup_id: target.slice(9) };
  if (/^!(channel|here|everyone)$/.test(target)) return { type: "broadcast", range: target.slice(1) };
  const date = /^!date\^(\d+)\^([^^]+)/.exec(target);
  if (date) return { type: "date", timestamp: Number(date[1]), format: date[2] ?? "", fallback: unescape(label) };
  if (target.startsWith("!")) return { type: "text", text: unescape(label || target) };
  const link: Part = { type: "link", url: unescape(target), text: unescape(label || target) };
  return Object.keys(style).length ? { ...link, style } : link;
}
