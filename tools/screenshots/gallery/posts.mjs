// What the watch posts: one budget, many with one cause, and the same posts once they are mended.
const DONE = "What came of it";

export async function many(at, shared) {
  await at.happens("key-policy-edited", shared);
  const post = await at.stays(at.message(/❌ \d+ budgets do not alert/));
  await at.picture("many-budgets", post);
  await at.opened("many-budgets-list", post, "watch.budgets");
  await at.opens(post, "fix.");
  await at.dialog.locator("button[type=submit]").waitFor();
  await at.picture("many-budgets-preview", at.dialog);
  await at.submitted("many-budgets-outcome", DONE);
  await post.filter({ hasText: "✅ Mended: " }).waitFor();
  await at.picture("many-budgets-mended", post);
}

export async function alone(at, budget) {
  await at.happens("scanner-encrypts", budget);
  const post = await at.stays(at.message(`❌ ${budget} does not alert`));
  await at.picture("one-budget", post);
  await at.opens(post, "snooze.new");
  await at.picture("snooze", at.dialog);
  await at.dialog.getByLabel("Why").fill("The key is replaced tonight.");
  await at.submitted("snoozed", /Snoozed until/);
}

/** AWS's own mail that it could not publish, forwarded into the channel, and its follow-up. */
export async function mailed(at, budget) {
  await at.happens("failure-mail", budget);
  const mail = await at.stays(at.page.locator(".channel .message", { has: at.page.locator(".mail") }).last());
  await at.picture("mail", mail);
  await at.thread(mail, async (replies) => {
    const answer = replies.filter({ hasText: `${budget} does not alert` }).last();
    await answer.waitFor();
    await at.picture("mail-answered", answer);
  });
}
