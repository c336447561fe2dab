// Somebody who has never read a key policy, with AWS's mail in the channel: from the mail to mended.
import assert from "node:assert/strict";
import { beforeJson, counted, mended, onPage, words } from "./page.mjs";

const SCENARIO = "aws-managed-key";
const BUDGET = "cost-all-services-manage";

await onPage(async (page) => {
  await page.selectOption("#scenario", SCENARIO);
  await page.locator(".aws .budget h3", { hasText: BUDGET }).waitFor();
  await page.locator('[data-event="failure-mail"]').click();
  const mail = page.locator(".channel .message", { has: page.locator(".mail") }).last();
  const presses = await counted(page);
  await mail.locator(".replies").click();
  const answer = page.locator(".thread .message", { hasText: `${BUDGET} does not alert` }).last();
  await answer.waitFor();
  const said = await answer.locator(".message-main").innerText();
  const preview = await mended(page, answer);
  assert.ok(words(beforeJson(preview)) > 20, `plain words before any JSON: ${preview}`);
  await page.locator(".thread .message", { hasText: `${BUDGET} alerts` }).first().waitFor();
  process.stdout.write(JSON.stringify({ presses: await presses(), answer: words(said), preview: words(preview) }));
});
