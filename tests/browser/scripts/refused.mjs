// A message that Slack refused stands in the channel, with Slack's own reasons.
import assert from "node:assert/strict";
import { given, onPage } from "./page.mjs";

await onPage(async (page) => {
  const bar = page.locator(`.channel .refusal[data-refusal="${given.method}"]`).last();
  await bar.waitFor();
  const says = await bar.innerText();
  assert.ok(says.includes(`Slack refused ${given.method}: ${given.error}`), says);
  for (const reason of given.reasons) assert.ok(says.includes(reason), `${reason} is not in ${says}`);
  await bar.getByRole("button", { name: "Hide this" }).click();
});
