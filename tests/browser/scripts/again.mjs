// "Start again": Slack is empty and AWS as it was.
import assert from "node:assert/strict";
import { answerTo, message, onPage, send, slack } from "./page.mjs";

await onPage(async (page) => {
  await send(page, "/budget-check help");
  await message(page, "walks the path").waitFor();
  const start = page.getByRole("button", { name: "Start again" });
  await start.click();
  await start.and(page.locator('[aria-disabled="false"]')).waitFor({ timeout: 60_000 });
  await page.locator(".empty h2", { hasText: "Does the alert of a budget still arrive?" }).waitFor();
  assert.equal((await slack(page)).messages.length, 0);
  const answer = await answerTo(page, () => send(page, "/budget-check cost-all-services-manage"));
  await answer.getByText("BROKEN: cost-all-services-manage").waitFor();
});
