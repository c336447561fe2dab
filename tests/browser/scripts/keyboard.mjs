// The beginning of the story without a mouse; then once around the whole page with Tab.
import assert from "node:assert/strict";
import { answerTo, dialogGone, focused, onPage } from "./page.mjs";

const BUDGET = "cost-all-services-test";
const FIX = "Add one statement to the key policy";

await onPage(async (page) => {
  const command = page.locator(".completions").getByRole("option", { name: "/budget-check" });
  await page.keyboard.press("/");
  await page.keyboard.type("budget");
  await command.waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".completions").count(), 0, "Escape closes the completions");
  await page.keyboard.press("Backspace");
  await command.waitFor();
  await page.keyboard.press("Tab");
  await page.locator(".usage", { hasText: "[budget name]" }).waitFor();
  await page.keyboard.type(BUDGET);
  assert.equal(await page.locator("[role=option]").count(), 0, "Slack completes no argument");
  const answer = await answerTo(page, () => page.keyboard.press("Enter"));
  await answer.getByText(`${BUDGET} does not alert`).waitFor();

  const fix = answer.locator('[data-action-id^="fix."]').first();
  await tabTo(page, fix, "Shift+Tab");
  await page.keyboard.press("Enter");
  await staysInside(page);
  const submit = page.locator("dialog button[type=submit]");
  await tabTo(page, submit);
  await page.keyboard.press("Enter");
  await page.locator("dialog", { hasText: "arrive again" }).waitFor();
  await page.keyboard.press("Escape");
  await dialogGone(page);
  await answer.getByText(`${BUDGET} alerts`).waitFor();
  await answer.locator(":focus").waitFor();

  await tabTo(page, answer.locator(".replies"));
  await page.keyboard.press("Enter");
  await page.locator('.thread [aria-label="Close the thread"]:focus').waitFor();
  await page.keyboard.press("Escape");
  await answer.locator(".replies:focus").waitFor();

  await tabTo(page, answer.locator('[aria-label="More actions"]:not(.overflow)'));
  await page.keyboard.press("Enter");
  await page.locator("[role=menuitem]:focus", { hasText: "Check this budget" }).waitFor();
  await page.keyboard.press("Escape");
  await answer.locator('[aria-label="More actions"]:not(.overflow):focus').waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await answer.locator(".replies", { hasText: "3 replies" }).waitFor();

  await around(page);
});

async function tabTo(page, wanted, key = "Tab") {
  await wanted.waitFor();
  for (let n = 0; n < 60; n += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not reach ${wanted}; it is at ${await focused(page)}`);
}

/** In a modal Tab goes round and round, forwards and backwards. */
async function staysInside(page) {
  await page.locator("dialog button[type=submit]").waitFor();
  for (const key of [...Array(9).fill("Tab"), ...Array(9).fill("Shift+Tab")]) {
    await page.keyboard.press(key);
    const inside = await page.evaluate(() => document.activeElement?.closest("dialog") !== null);
    assert.ok(inside, `${key} leaves the dialog for ${await focused(page)}`);
  }
}

/** Every control that can be seen is reached by Tab, and shows that it has the focus. */
async function around(page) {
  await page.evaluate(() => {
    document.querySelector(".page").tabIndex = -1;
    document.querySelector(".page").focus();
  });
  for (let n = 0; n < 300; n += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(mark);
    if (stop === "outside" || stop === "seen before") break;
    assert.equal(stop, "", `no focus ring on ${await focused(page)}`);
  }
  assert.deepEqual(await page.evaluate(unreached), []);
}

function mark() {
  const at = document.activeElement;
  if (!at || at === document.body) return "outside";
  if (at.dataset.reached) return "seen before";
  at.dataset.reached = "yes";
  const ring = getComputedStyle(at);
  const around = getComputedStyle(at.closest(".composer") ?? at);
  const seen = (ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2) || around.boxShadow !== "none";
  return seen ? "" : "no ring";
}

function unreached() {
  const all = document.querySelectorAll("button, select, textarea, input, summary, a[href]");
  const seen = [...all].filter((one) => one.checkVisibility() && !one.closest("[role=menu]"));
  return seen.filter((one) => !one.dataset.reached).map((one) => one.outerHTML.slice(0, 120));
}
