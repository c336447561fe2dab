// Every kind of block and control, in one message: drawn or said not to be, and each choice sent as
// Slack sends it.
import assert from "node:assert/strict";
import { given, onPage, slack } from "./page.mjs";

await onPage(async (page) => {
  const row = page.locator(`.channel [data-ts="${given.ts}"]`);
  await row.waitFor();
  const held = (await slack(page)).messages.find((one) => one.ts === given.ts).blocks;
  const blocks = await row.locator(".block:not(.block .block)").evaluateAll((all) =>
    all.map((one) => [one.dataset.blockType, one.getBoundingClientRect().height > 0, one.querySelector(".undrawn") !== null]),
  );
  assert.deepEqual(blocks, held.map((one) => [one.type, true, given.undrawn.includes(one.type)]));
  assert.equal(await row.locator(".element-undrawn").count(), 0);
  await literally(row);
  await named(page, row);
  await controls(page, row);
});

/** plain_text as it stands; mrkdwn formatted; an escaped mention is none. */
async function literally(row) {
  const text = await row.innerText();
  assert.ok(text.includes("*plain* <@U0MENDER> &lt; :smile:\n# second line"), text);
  assert.equal(await row.locator(".font-semibold", { hasText: "bold" }).count(), 1);
  assert.ok(text.includes("<!channel> escaped"), text);
  assert.equal(await row.locator(".slack_broadcast").count(), 0);
  assert.equal(await row.locator(".slack_user", { hasText: "@mina" }).count(), 2); // in mrkdwn and in rich text
}

/** A time in its reader's zone, whoever is named by name, and what is folded. */
async function named(page, row) {
  const at = new Date(1767323040 * 1000);
  const hour = await page.evaluate((ms) => new Date(ms).toLocaleTimeString("en-US", { hour: "numeric", minute: "numeric" }), at.getTime());
  const text = await row.innerText();
  for (const word of ["@budget-menders", "the topic", "kms:Decrypt"]) assert.ok(text.includes(word), word);
  assert.equal(text.split(hour).length, 3, `${hour} in rich text and in mrkdwn: ${text}`);
  assert.ok(!text.includes("2026-01-02 03:04 UTC"));
  const inside = row.getByText("evidence");
  assert.equal(await inside.isVisible(), false);
  await row.locator("summary", { hasText: "Folded" }).click();
  await inside.waitFor();
}

async function controls(page, row) {
  const at = (action) => row.locator(`[data-action-id="${action}"]`);
  const sent = async (act, action, value) => {
    const [request] = await Promise.all([page.waitForRequest("**/api/slack/press"), act()]);
    const body = request.postDataJSON();
    assert.deepEqual([body.action_id, body.value, body.ts, body.user], [action, value, given.ts, "U0MENDER"]);
    await request.response();
  };
  await sent(() => at("push").click(), "push", undefined);
  await sent(() => at("pick").selectOption("b"), "pick", "b");
  assert.equal(await at("grouped").locator("optgroup").getAttribute("label"), "Group");
  await sent(() => at("grouped").selectOption("a"), "grouped", "a");
  await sent(() => at("person").selectOption("U0APPROVER"), "person", "U0APPROVER");
  await sent(() => at("one").nth(1).check(), "one", "b");
  await sent(() => at("some").nth(1).check(), "some", ["a", "b"]);
  await sent(() => at("day").fill("2026-12-24"), "day", "2026-12-24");
  const more = row.getByRole("button", { name: "More actions" }).first();
  await more.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await sent(() => page.keyboard.press("Enter"), "more", "b");
  await at("sure").click();
  await page.getByRole("dialog").getByRole("button", { name: "Rather not" }).click();
  await at("sure").click();
  await sent(() => page.getByRole("dialog").getByRole("button", { name: "Do it" }).click(), "sure", undefined);
}
