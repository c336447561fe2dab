// A bot that is not there: said as Slack says it, and the page goes on.
import assert from "node:assert/strict";
import { onPage, send } from "./page.mjs";

await onPage(async (page) => {
  // From here on time stands still in the page, but where it is told to pass.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await send(page, "/budget-check help");
  const trouble = page.locator(".trouble").last();
  await trouble.waitFor();
  assert.match(await trouble.innerText(), /budget-check did not respond: /);
  await trouble.getByRole("button", { name: "Hide this" }).click();
  await send(page, "/other");
  assert.match(await page.locator(".trouble").last().innerText(), /\/other is not a valid command/);
  assert.equal(await page.locator(".channel .composer textarea").inputValue(), "/other");
  await trouble.hover();
  await page.clock.runFor(7_000);
  assert.equal(await trouble.count(), 1, "it stays under the pointer");
  await page.mouse.move(5, 5);
  await page.clock.runFor(7_000);
  await trouble.waitFor({ state: "detached" });
  await send(page, "/budget-check help");
  await trouble.waitFor();
  await send(page, "Said @mina in the meantime: a < b & &lt; *c*\n# d");
  const said = page.locator(".channel .message").last();
  // The next act takes it away, not the time, which stands still; and it brings none: Slack tells
  // nobody that an app has not heard of a message.
  await page.locator(".trouble").first().waitFor({ state: "detached" });
  await page.waitForTimeout(1_000);
  assert.equal(await page.locator(".trouble").count(), 0, "a message brings no trouble");
  await said.locator(".slack_user", { hasText: "@mina" }).waitFor();
  assert.ok((await said.innerText()).includes("in the meantime: a < b & &lt; c\n# d"), await said.innerText());
});
