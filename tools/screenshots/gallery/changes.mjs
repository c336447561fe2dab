// The answer, its dialogs, and what becomes of a change that is asked for in it.
const MANAGE = "cost-all-services-manage";
const TEST = "cost-all-services-test";
const DONE = "What came of it";

export async function asked(at) {
  const answer = await at.said(`/budget-check ${MANAGE}`, `${MANAGE} does not alert`);
  await at.picture("answer", answer);
  await at.opened("details", answer, "check.details");
  await at.opens(answer, "ticket.open");
  await at.picture("ticket", at.dialog);
  await at.dialog.getByRole("button", { name: "Show the text" }).click();
  await at.dialog.filter({ hasText: "What is wrong" }).waitFor();
  await at.picture("ticket-text", at.dialog);
  await at.page.keyboard.press("Escape");
  await at.submitted("ticket-opened", "oi-");
  await at.opened("ticket-is-open", answer, "ticket.open");
}

export async function changed(at) {
  const { page, dialog } = at;
  const answer = at.message(`${MANAGE} does not alert`);
  await at.press(answer, "fix.");
  await dialog.locator("button[type=submit]").waitFor();
  await at.picture("preview", dialog);
  await dialog.locator('[data-action-id="change.difference"]').click();
  await dialog.filter({ hasText: "Statement" }).waitFor();
  await at.picture("difference", dialog);
  await page.keyboard.press("Escape");
  await at.submitted("outcome", DONE);
  const mended = await at.stays(at.message(`${MANAGE} alerts`));
  await at.picture("answer-mended", mended);
  await at.thread(mended, (replies) => at.picture("change", replies.last()));
  await at.opened("proof", mended, "proof.preview");
  await at.happens("spend-crosses", MANAGE);
  const alert = await at.stays(at.message(`🔔 ${MANAGE}: `));
  await at.picture("alert", alert);
  await alert.getByRole("button", { name: "Acknowledge" }).click();
  await alert.getByText("Acknowledged by").waitFor();
  await at.picture("alert-acknowledged", alert);
  await page.getByRole("button", { name: "Lock screen of a phone" }).click();
  await page.locator(".push").first().waitFor();
  await at.picture("lock-screen", dialog);
  await at.closed();
}

/** Nora, who may not mend, asks; Ari approves it in a message of his own. */
export async function approved(at) {
  const { page, dialog } = at;
  await at.become("U0NOBODY");
  const hers = await at.said(`/budget-check ${TEST}`, `${TEST} does not alert`);
  await at.opens(hers, "fix.");
  await at.picture("who-may-not-mend", dialog);
  await at.submitted("asked-a-mender", DONE);
  await at.thread(hers, (replies) => at.picture("approval", replies.last()));
  await at.become("U0APPROVER");
  await at.room(/budget-check messages/);
  const request = await at.stays(page.locator(".channel .message").last());
  await at.picture("approval-direct", request);
  await request.getByRole("button", { name: "Approve" }).click();
  await at.picture("approval-sure", dialog);
  await dialog.getByRole("button", { name: "Approve" }).click();
  await request.filter({ hasText: `${TEST} alerts again` }).waitFor();
  await at.picture("approval-decided", request);
  await at.become("U0MENDER");
  await at.room(/^#finops( unread)?$/);
  const story = at.page.locator(".channel .message", { hasText: `${TEST} alerts` }).last();
  await at.thread(story, async (replies) => {
    const reply = replies.filter({ hasText: `${TEST} alerts again` }).last();
    await reply.waitFor();
    await at.picture("change-approved", reply);
  });
}

/** The question why somebody rejects a change. */
export async function rejected(at) {
  const budget = "hyp3-monthly-spend";
  await at.become("U0NOBODY");
  const hers = await at.said(`/budget-check ${budget}`, `${budget} does not alert`);
  await at.opens(hers, "fix.");
  await at.page.locator("dialog button[type=submit]").last().click();
  await at.page.locator("dialog", { hasText: DONE }).waitFor();
  await at.closed();
  await at.become("U0MENDER");
  await at.thread(hers, (replies) => at.opened("reject", replies.last(), "change.reject"));
}
