// Nothing that the bot says is dropped: for every scenario the answer, its details and the preview
// of its first fix have as many drawn blocks, under the same ids and higher than nothing, as Slack
// holds. Prints how many there were.
import assert from "node:assert/strict";
import { answerTo, choose, dialogGone, given, onPage, send, slack } from "./page.mjs";

// The channel is emptied now and then: a page with hundreds of messages is slow to test.
const MOST = 8;
const seen = { answers: 0, details: 0, previews: 0, blocks: 0 };

await onPage(async (page) => {
  const scenarios = await page.evaluate(async () => (await fetch("/api/scenarios")).json());
  for (const [n, { name, budget }] of scenarios.entries()) {
    if (n % MOST === 0) await emptied(page);
    const answer = await answered(page, budget, name);
    const row = page.locator(`.channel [data-ts="${answer.ts}"]`);
    await drawn(page, row, answer.blocks, `${name}: the answer`);
    seen.answers += 1;
    await choose(page, row, "Details");
    await opened(page, `${name}: the details`);
    seen.details += 1;
    if (await pressed(page, row, "fix.", `${name}: the preview`)) seen.previews += 1;
  }
});
process.stdout.write(JSON.stringify(seen));

async function emptied(page) {
  await fetch(`${given.slack}/_playground/reset`, { method: "POST", body: "{}" });
  await page.locator(".channel .empty").waitFor();
}

/** The answer as Slack holds it. The screen is watched, for it is much less to read each time. */
async function answered(page, budget, name) {
  const row = await answerTo(page, () => send(page, `/budget-check ${budget}`));
  const ts = await row.getAttribute("data-ts");
  const found = (await slack(page)).messages.find((one) => one.ts === ts);
  assert.ok(found, `${name}: the answer is not in Slack`);
  return found;
}

/** Opens the modal behind the first button whose action id begins so, and closes it again. */
async function pressed(page, row, action, what) {
  const button = row.locator(`[data-action-id^="${action}"]`).first();
  if (!(await button.count())) return false;
  await button.click();
  await opened(page, what);
  return true;
}

/** The modal is as Slack has it; it is closed again. */
async function opened(page, what) {
  // The front door says the first words while the worker works.
  await page.waitForFunction(() => {
    const dialog = document.querySelector("dialog[open]");
    return dialog && !dialog.innerText.includes("Reading the path again");
  });
  const view = (await slack(page)).views.at(-1);
  await drawn(page, page.locator("dialog"), view.blocks, what);
  await page.keyboard.press("Escape");
  await dialogGone(page);
}

async function drawn(page, place, blocks, what) {
  const wanted = blocks.map((one) => `${one.type} ${one.block_id}`);
  const found = await place.locator(".block:not(.block .block)").evaluateAll(look);
  assert.deepEqual(found.map((one) => `${one.type} ${one.id}`), wanted, what);
  assert.deepEqual(found.filter((one) => one.height < 1 || one.undrawn), [], what);
  seen.blocks += found.length;
}

function look(blocks) {
  return blocks.map((one) => ({
    id: one.dataset.blockId,
    type: one.dataset.blockType,
    height: one.firstElementChild?.getBoundingClientRect().height ?? 0,
    undrawn: one.querySelector(".undrawn") !== null,
  }));
}
