// Somebody on call at three in the morning: one key shuts out forty budgets, one post, three presses.
import assert from "node:assert/strict";
import { beforeJson, counted, given, mended, onPage, words } from "./page.mjs";

await onPage(async (page) => {
  await page.selectOption("#scenario", given.scenario);
  await page.locator(".aws .budget h3", { hasText: given.budget }).waitFor();
  await page.locator('[data-event="key-policy-edited"]').click();
  const post = page.locator(".channel .message", { hasText: `❌ ${given.count} budgets do not alert` }).last();
  await post.waitFor();
  const said = await post.locator(".message-main").innerText();
  const ts = await post.getAttribute("data-ts");
  await page.getByRole("button", { name: "Lock screen of a phone" }).click();
  const push = await page.locator(`.push[data-ts="${ts}"] .push-text`).innerText();
  assert.ok(push.includes(`${given.count} budgets`) && push.includes("key"), push);
  await page.keyboard.press("Escape");

  const presses = await counted(page);
  const preview = await mended(page, post);
  assert.ok(preview.includes(`${given.count} budgets`), preview);
  assert.equal(beforeJson(preview), preview);
  const pressed = await presses();
  await page.locator(`.channel [data-ts="${ts}"]`, { hasText: `✅ Mended: ${given.count} budgets` }).waitFor();
  process.stdout.write(JSON.stringify({ presses: pressed, answer: words(said), preview: words(preview), push: words(push) }));
});
