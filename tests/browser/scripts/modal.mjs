// A modal of the app: what is typed outlives an update, what is missing is said, and the submission
// carries everything that was entered.
import assert from "node:assert/strict";
import { dialogGone, given, onPage } from "./page.mjs";

await onPage(async (page) => {
  const dialog = page.getByRole("dialog", { name: given.view.title.text });
  await dialog.waitFor();
  await dialog.getByLabel("Why").focus();
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").filter({ hasText: "Please complete this required field." }).waitFor();
  assert.equal(await dialog.getByLabel("Why").getAttribute("aria-invalid"), "true");

  await dialog.getByLabel("Why").fill("Because.");
  await dialog.getByLabel("Which").selectOption("b");
  await updated();
  await dialog.getByText("Now with another block").waitFor();
  assert.equal(await dialog.getByLabel("Why").inputValue(), "Because.");
  assert.equal(await dialog.getByLabel("Which").inputValue(), "b");

  const [request] = await Promise.all([
    page.waitForRequest("**/api/slack/submit"),
    dialog.getByRole("button", { name: "Send it" }).click(),
  ]);
  assert.deepEqual(request.postDataJSON().entered, { why: { text: "Because." }, which: { one: "b" } });
  await request.response();
  if (await dialog.count()) await page.keyboard.press("Escape");
  await dialogGone(page);
});

/** The app changes the view while somebody types into it. */
async function updated() {
  const more = { type: "section", text: { type: "plain_text", text: "Now with another block" } };
  const view = { ...given.view, blocks: [more, ...given.view.blocks] };
  const answer = await fetch(`${given.slack}/api/views.update`, {
    method: "POST",
    headers: { authorization: `Bearer ${given.token}`, "content-type": "application/json" },
    body: JSON.stringify({ view_id: given.id, view }),
  });
  assert.equal((await answer.json()).ok, true);
}
