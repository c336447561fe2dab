// What every script starts with: a window on the playground's page, and a watch over it.
import assert from "node:assert/strict";
import { withWindow } from "../../../tools/chromium.mjs";

export const given = JSON.parse(process.argv[2] ?? "{}");
const LONGEST = 600_000; // what a slow machine may take for one step: a last resort

/**
 * Runs `use` on the page; then nothing may stand in the console, no error may have gone uncaught,
 * and no request may have gone to another host.
 */
export async function onPage(use, options = {}) {
  await withWindow(options, async (window) => {
    window.setDefaultTimeout(LONGEST);
    const wrong = watch(window);
    const page = window.pages()[0] ?? (await window.newPage());
    await page.goto(given.url);
    await page.waitForSelector(".composer textarea");
    try {
      await use(page, wrong);
    } catch (error) {
      if (given.pictures) await page.screenshot({ path: `${given.pictures}/failed.png` });
      const seen = [...wrong, `focus: ${await focused(page)}`, ...(await firstLines(page))];
      throw new Error(`${error.message}\n${seen.join("\n")}`, { cause: error });
    }
    assert.deepEqual(wrong, []);
  });
}

function watch(window) {
  const wrong = [];
  const home = new URL(given.url).host;
  const over = (page) => {
    page.on("console", (said) => wrong.push(`console: ${said.text()}`));
    page.on("pageerror", (error) => wrong.push(`error: ${error.stack}`));
  };
  window.pages().forEach(over);
  window.on("page", over);
  window.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:" && host !== home) wrong.push(`request: ${request.url()}`);
  });
  return wrong;
}

/** Types a line into the composer of the channel and sends it. */
export async function send(page, line) {
  await page.fill(".channel .composer textarea", line);
  await page.press(".channel .composer textarea", "Enter");
}

/** The newest message of the channel whose text holds all of `words`. */
export function message(page, ...words) {
  return words.reduce((found, word) => found.filter({ hasText: word }), page.locator(".channel .message")).last();
}

const ANSWERS = ".channel .message:has(.button.overflow)";

/** Chooses an act of a message by its words, in its menu where it has no button of its own. */
export async function choose(page, row, words) {
  const button = row.getByRole("button", { name: words, exact: true });
  if (await button.count()) return button.first().click();
  await row.locator(".button.overflow").first().click();
  return page.getByRole("menuitem", { name: words }).click();
}

/** The answer that comes when `ask` has asked: others may stand there already. It stays the same. */
export async function answerTo(page, ask) {
  const before = await page.locator(ANSWERS).count();
  await ask();
  const answer = page.locator(ANSWERS).nth(before);
  await answer.waitFor();
  return page.locator(`.channel [data-ts="${await answer.getAttribute("data-ts")}"]`);
}

export async function dialogGone(page) {
  await page.waitForSelector("dialog[open]", { state: "detached" });
}

/** What the page's server says that one person sees. */
export function slack(page, user = "U0MENDER") {
  return page.evaluate(async (one) => (await fetch(`/api/slack?as=${one}&after=0`)).json(), user);
}

/** How each message of the channel begins: what stood there instead of what was waited for. */
async function firstLines(page) {
  const texts = await page.locator(".channel .message-main").allInnerTexts();
  return texts.map((text) => `message: ${text.replaceAll("\n", " ").slice(0, 120)}`);
}

/** Whatever has the focus, in words. */
export function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    return `${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent.slice(0, 60)}`;
  });
}

/** What somebody presses from now on; gives how often they have. */
export async function counted(page) {
  await page.evaluate(() => {
    window.presses = 0;
    window.addEventListener("click", (event) => (window.presses += event.isTrusted ? 1 : 0), true);
  });
  return () => page.evaluate(() => window.presses);
}

/** The words of a text: a mark alone is none. */
export function words(text) {
  return text.split(/\s+/).filter((one) => /[\p{L}\p{N}]/u.test(one)).length;
}

/** What stands before the first JSON of a text: all of it where there is none. */
export function beforeJson(text) {
  return text.split(/[{[]\s*"/)[0];
}

/** Presses the best fix of a message and lets it write; gives the words of its preview. */
export async function mended(page, place, act = place.locator('[data-action-id^="fix."]').first()) {
  await act.click();
  const dialog = page.locator("dialog");
  const submit = dialog.locator("button[type=submit]");
  await submit.waitFor();
  const preview = await dialog.innerText();
  await submit.click();
  await dialog.filter({ hasText: "What came of it" }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await dialogGone(page);
  return preview;
}
