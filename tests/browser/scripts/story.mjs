// The incident, from the question to the ticket, with a mouse.
import assert from "node:assert/strict";
import { answerTo, dialogGone, message, onPage } from "./page.mjs";

const BUDGET = "cost-all-services-manage";

await onPage(async (page) => {
  const answer = await answerTo(page, () => asked(page));
  await answer.getByText(`${BUDGET} does not alert`).waitFor();
  await page.waitForSelector('[data-hop="KMS key"][data-state="stop"]');
  assert.match(await answer.innerText(), /is encrypted with alias\/aws\/sns\. AWS wrote that key's policy/);

  await answer.getByRole("button", { name: "Use a new key (USD 1/month)" }).click();
  await submitted(page, "Make and use a new key", "arrive again");
  await page.waitForSelector('[data-hop="KMS key"][data-state="ok"]');
  assert.equal(await page.locator('[data-state="stop"]').count(), 0);

  await page.click('[data-event="spend-crosses"]');
  await page.waitForSelector('.deliveries li[data-outcome="delivers"]');
  const alert = message(page, `🔔 ${BUDGET}: `, "$808.00 is above $800.00");
  await alert.waitFor();
  await alert.getByRole("button", { name: "Acknowledge" }).click();
  await alert.getByText("Acknowledged by").waitFor();

  await answer.getByText(`${BUDGET} alerts`).waitFor();
  await answer.locator(".replies").click();
  await page.locator(".thread").getByRole("button", { name: "Undo" }).last().click();
  await submitted(page, "Undo the change", "Undone");
  await page.waitForSelector('[data-hop="KMS key"][data-state="stop"]');

  // The alert's thread tells it too. Its link leads to the answer's, without leaving the page.
  await alert.locator(".replies").click();
  await page.locator(".thread .message", { hasText: `🔔 ${BUDGET}: ` }).waitFor();
  const told = page.locator(".thread .message", { hasText: "Undone" });
  await told.getByRole("button", { name: "The whole story" }).click();
  await page.locator(".thread .message", { hasText: "asked by" }).first().waitFor();

  await page.click('.thread [aria-label="Close the thread"]');
  await answer.locator('[data-action-id^="fix."]').waitFor(); // no change is under way any more
  await answer.getByRole("button", { name: "Open a ticket" }).click();
  await page.getByLabel("Anything to add").fill("For the change board.");
  await submitted(page, "Open the ticket", "oi-");
});

/** The command by completion; its argument is typed, for Slack completes none. */
async function asked(page) {
  const composer = page.locator(".channel .composer textarea");
  await composer.click();
  await composer.pressSequentially("/bud");
  await page.locator(".completions").getByRole("option", { name: "/budget-check" }).waitFor();
  await composer.press("Tab");
  await composer.pressSequentially(BUDGET);
  assert.equal(await composer.inputValue(), `/budget-check ${BUDGET}`);
  await composer.press("Enter");
}

async function submitted(page, act, outcome) {
  await page.locator("dialog").getByRole("button", { name: act }).click();
  await page.locator("dialog", { hasText: outcome }).waitFor();
  await page.locator("dialog .modal-foot").getByRole("button", { name: "Close" }).click();
  await dialogGone(page);
}
