// The lock screen of a phone: which budget, what and why in the first lines, and nothing else.
import assert from "node:assert/strict";
import { answerTo, dialogGone, onPage, send, slack } from "./page.mjs";

const BUDGET = "notify-monthly-prod";

await onPage(async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const answer = await answerTo(page, () => send(page, `/budget-check ${BUDGET}`));
  const ts = await answer.getAttribute("data-ts");
  const lock = page.getByRole("button", { name: "Lock screen of a phone" });
  await lock.click();
  await page.locator(".lock-screen").waitFor();
  const push = page.locator(".push").first();
  assert.equal(await push.getAttribute("data-ts"), ts);
  const said = await push.locator(".push-text").innerText();
  const held = (await slack(page)).messages.find((one) => one.ts === ts);
  assert.equal(said.replace(/\s+/g, " "), held.text.replaceAll("&amp;", "&").replace(/\s+/g, " "));
  assert.ok(said.includes(BUDGET), said);
  const wide = await page.locator(".lock-screen").evaluate((one) => [one.scrollWidth, one.clientWidth]);
  assert.ok(wide[0] <= wide[1], `${wide}`);
  await page.keyboard.press("Escape");
  await dialogGone(page);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Lock screen of a phone");
});
