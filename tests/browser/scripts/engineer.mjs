// A platform engineer: why exactly, what exactly would be written, as Terraform; mended, and undone.
import assert from "node:assert/strict";
import { answerTo, beforeJson, counted, dialogGone, mended, onPage, send, words } from "./page.mjs";

const BUDGET = "cost-all-services-test";

await onPage(async (page) => {
  const presses = await counted(page);
  const answer = await answerTo(page, () => send(page, `/budget-check ${BUDGET}`));
  await answer.getByText(`${BUDGET} does not alert`).first().waitFor();
  const said = await answer.locator(".message-main").innerText();
  const fix = answer.locator('[data-action-id^="fix."]').first();
  await fix.click();
  const dialog = page.locator("dialog");
  await dialog.locator("button[type=submit]").waitFor();
  const preview = await dialog.innerText();
  assert.equal(beforeJson(preview), preview, "the exact policy is one press away");
  await dialog.locator('[data-action-id="change.difference"]').click();
  await dialog.filter({ hasText: '"Statement"' }).or(dialog.filter({ hasText: "kms:Decrypt" })).last().waitFor();
  const exact = await dialog.last().innerText();
  assert.ok(exact.includes("budgets.amazonaws.com"), exact);
  await page.keyboard.press("Escape"); // back to the preview, which is left with one more
  await dialog.last().locator("button[type=submit]").waitFor();
  await page.keyboard.press("Escape");
  await dialogGone(page);
  await mended(page, answer);
  await answer.getByText(`${BUDGET} alerts`).first().waitFor();
  process.stdout.write(JSON.stringify({ presses: await presses(), answer: words(said), preview: words(preview) }));
});
