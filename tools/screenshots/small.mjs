// A picture with a palette of 256 colours: a third of the bytes, and nothing seen of it on a page
// of plain grounds and text.
import { deflateSync, crc32 } from "node:zlib";

/** The same picture as an indexed PNG. */
export async function small(window, png) {
  const page = await window.newPage();
  const { width, height, palette, indexes } = await page.evaluate(quantised, png.toString("base64"));
  await page.close();
  return encoded(width, height, palette, Buffer.from(indexes, "base64"));
}

/** Runs in the browser, which can decode the picture: the commonest colours, and the nearest of them. */
async function quantised(base64) {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const pixels = canvas.getImageData(0, 0, width, height).data;
  const counts = new Map();
  const colourAt = (n) => (pixels[n] << 16) | (pixels[n + 1] << 8) | pixels[n + 2];
  for (let n = 0; n < pixels.length; n += 4) counts.set(colourAt(n), (counts.get(colourAt(n)) ?? 0) + 1);
  // Colours that differ by little share a place, so that rare ones (a red mark) find one too.
  const groups = new Map();
  for (const [colour, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    const group = colour & 0xf0f0f0;
    const list = groups.get(group) ?? groups.set(group, []).get(group);
    list.push([colour, count]);
  }
  const firsts = [...groups.values()].map((list) => list[0]).sort((a, b) => b[1] - a[1]).slice(0, 200);
  const taken = new Set(firsts.map(([colour]) => colour));
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (taken.size === 256) break;
    taken.add(colour);
  }
  const palette = [...taken];
  const nearest = new Map();
  const near = (colour) => {
    const known = nearest.get(colour);
    if (known !== undefined) return known;
    let [best, least] = [0, Infinity];
    palette.forEach((one, n) => {
      const [r, g, b] = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((colour >> shift) & 255));
      const far = r * r + g * g + b * b;
      if (far < least) [best, least] = [n, far];
    });
    nearest.set(colour, best);
    return best;
  };
  let indexes = "";
  for (let n = 0; n < pixels.length; n += 4) indexes += String.fromCharCode(near(colourAt(n)));
  return { width, height, palette, indexes: btoa(indexes) };
}

function encoded(width, height, palette, indexes) {
  const rows = Buffer.alloc((width + 1) * height); // each row begins with its filter: none
  for (let y = 0; y < height; y += 1) indexes.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
