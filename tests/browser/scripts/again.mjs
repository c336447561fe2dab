// "Start again": Slack is empty and AWS as it was.
import assert from "node:assert/strict";
import { answerTo, message, onPage, send, slack } from "./page.mjs";

await onPage(async (page) => {
  await send(page, "/budget-check help");
  await message(page, "alert still arrives").waitFor();
  const start = page.getByRole("button", { name: "Start again" });
  await start.click();
  await start.and(page.locator('[aria-disabled="false"]')).waitFor();
  await page.locator(".empty h2", { hasText: "Does the alert of a budget still arrive?" }).waitFor();
  assert.equal((await slack(page)).messages.length, 0);
  const chosen = await page.locator("#scenario option:checked").innerText();
  assert.ok(chosen.endsWith(" — cost-all-services-manage"), chosen);
  const ask = page.getByRole("button", { name: "Ask budget-check about it" });
  const answer = await answerTo(page, () => ask.click());
  await answer.getByText("cost-all-services-manage does not alert").waitFor();
  await page.getByRole("button", { name: "budget-check Home" }).click();
  await page.locator(".home").waitFor();
  await answerTo(page, () => ask.click()); // no command can be typed in the Home: the channel opens

  await page.click('[data-event="period-begins"]');
  const said = page.locator(".event-said");
  await said.filter({ hasText: "Waiting until budget-check has looked at every budget." }).waitFor();
  await said.filter({ hasText: "A new period has begun" }).waitFor();
});
