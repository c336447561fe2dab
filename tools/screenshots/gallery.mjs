// Every message, view and push text, one picture each: light, dark, or on a phone.
import { withWindow } from "../chromium.mjs";
import { approved, asked, changed, rejected } from "./gallery/changes.mjs";
import { desk } from "./gallery/desk.mjs";
import { found, homes, sampled } from "./gallery/found.mjs";
import { alone, mailed, many } from "./gallery/posts.mjs";

const { url, theme, phone, folder, shared, single, samples } = JSON.parse(process.argv[2]);
const VIEW = phone ? { width: 390, height: 844 } : { width: 1440, height: 1000 };

await withWindow({ viewport: VIEW, colorScheme: theme, deviceScaleFactor: 1.15 }, async (window) => {
  window.setDefaultTimeout(120_000);
  const page = window.pages()[0] ?? (await window.newPage());
  await page.goto(url);
  await page.locator(".channel .composer textarea").waitFor();
  const at = desk(page, { url, folder, phone, look: phone ? "phone" : theme });
  await sampled(at, samples);
  await asked(at);
  await changed(at);
  await approved(at);
  await rejected(at);
  await many(at, shared);
  await alone(at, single);
  await mailed(at, single);
  await found(at);
  await homes(at);
});
