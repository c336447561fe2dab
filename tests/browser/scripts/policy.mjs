// A policy edited in the page: AWS refuses a wrong one in its own words, and takes a right one.
import assert from "node:assert/strict";
import { onPage } from "./page.mjs";

await onPage(async (page, wrong) => {
  await page.selectOption("#scenario", "customer-key");
  await page.locator(".aws h3", { hasText: "cost-all-services-stage" }).waitFor();
  const policy = page.locator('[data-policy="key"]');
  await policy.locator("summary").click();
  const text = policy.getByRole("textbox", { name: "Key policy" });
  const before = await text.inputValue();

  await text.fill(before.replace('"Effect": "Allow"', '"Effect": "Perhaps"'));
  await policy.getByRole("button", { name: "Save" }).click();
  await policy.getByRole("alert").filter({ hasText: "Not saved: " }).waitFor();
  assert.match(await policy.getByRole("alert").innerText(), /MalformedPolicyDocument/);
  await page.locator('[data-hop="KMS key"][data-state="ok"]').waitFor();

  await text.fill(" ");
  await policy.getByRole("button", { name: "Save" }).click();
  await policy.getByRole("alert").filter({ hasText: "Not saved: The policy is empty." }).waitFor();
  assert.equal(await policy.getByRole("status").innerText(), "");

  const shut = JSON.parse(before);
  shut.Statement = shut.Statement.filter((one) => !JSON.stringify(one).includes("budgets.amazonaws.com"));
  await text.fill(JSON.stringify(shut));
  await policy.getByRole("button", { name: "Save" }).click();
  await page.locator('[data-hop="KMS key"][data-state="stop"]').waitFor();
  assert.equal(await policy.getByRole("alert").innerText(), "");
  await policy.getByRole("status").filter({ hasText: "Saved." }).waitFor();

  await text.fill(before);
  assert.equal(await policy.getByRole("status").innerText(), "");
  await policy.getByRole("button", { name: "Save" }).click();
  await page.locator('[data-hop="KMS key"][data-state="ok"]').waitFor();
  // The browser itself puts an answer of 400 into the console.
  const said = wrong.splice(0);
  assert.ok(said.every((one) => one.includes("400 (Bad Request)")), said.join("\n"));
});
