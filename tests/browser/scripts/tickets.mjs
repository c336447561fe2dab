// The tickets beside Slack: an issue and a pull request, shown, closed and merged.
import assert from "node:assert/strict";
import { given, onPage } from "./page.mjs";

await onPage(async (page) => {
  await page.getByRole("button", { name: "Tickets (2)" }).click();
  await page.locator(".aws:not(.tickets)").waitFor({ state: "hidden" });
  const cards = page.locator(".ticket");
  assert.deepEqual(await cards.evaluateAll((all) => all.map((one) => one.dataset.ticket)), [
    "acme/infra#2",
    "acme/infra#1",
  ]);

  const pull = page.locator('[data-ticket="acme/infra#2"]');
  assert.deepEqual(await pull.locator(".added").allInnerTexts(), ["+# <b>new</b>\n"]);
  await pull.locator('[data-act="merge"]').click();
  await pull.getByText("merged by dana").waitFor();
  assert.equal(await pull.locator("[data-act]").count(), 0);

  const issue = page.locator('[data-ticket="acme/infra#1"]');
  await issue.locator("summary").click();
  assert.equal(await issue.locator("pre").innerText(), "Why @here");
  await issue.locator('[data-act="decline"]').click();
  await issue.getByText("closed as not_planned by dana").waitFor();
  await page.getByRole("button", { name: "Tickets", exact: true }).waitFor();

  const link = issue.getByRole("link", { name: "acme/infra#1" });
  assert.equal(await link.getAttribute("href"), given.issue);

  await page.getByRole("group", { name: "What is shown beside Slack" }).getByText("AWS").click();
  await page.locator(".aws:not(.tickets)").waitFor();
});
