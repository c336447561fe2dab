// Another person sees their own screen: no message for somebody else's eyes, and what they may not
// mend they can ask for.
import assert from "node:assert/strict";
import { answerTo, onPage, send } from "./page.mjs";

const BUDGET = "cost-all-services-test";

await onPage(async (page) => {
  await send(page, "/budget-check help");
  const help = page.locator(".channel .only-you", { hasText: "alert still arrives" }).first();
  await help.waitFor();
  await page.getByLabel("Be somebody else").focus();
  await page.getByLabel("Be somebody else").selectOption("U0NOBODY");
  await page.getByText("You are Nora Norights").waitFor();
  await page.locator('[aria-label="Be somebody else"]:focus').waitFor();
  assert.equal(await help.count(), 0);

  const answer = await answerTo(page, () => send(page, `/budget-check ${BUDGET}`));
  await answer.locator('[data-action-id^="fix."]').first().click();
  const dialog = page.getByRole("dialog");
  await dialog.filter({ hasText: "You may not mend this yourself." }).waitFor();
  assert.deepEqual(await dialog.locator("button[type=submit]").allTextContents(), ["Ask for it"]);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "#general" }).click();
  await send(page, "/budget-check help");
  await page.getByLabel("Be somebody else").selectOption("U0APPROVER");
  await page.getByRole("button", { name: /^#finops( unread)?$/ }).click();
  await page.getByText("You are Ari Approver").waitFor();
  assert.equal(await help.count(), 0);
});
