// What is shown to who asked, alone; and the Home.
export async function found(at) {
  const only = ".only-you";
  await at.picture("help", await at.said("/budget-check help", "alert still arrives", only));
  await at.picture("list", await at.said("/budget-check shared-0", "shared-09-spend", only));
  await at.picture("did-you-mean", await at.said("/budget-check cost-all-servces-manage", "Did you mean", only));
  const log = await at.said("/budget-check log", "moved alert_topic_manage to a new key", only);
  await at.picture("log", log);
  await log.locator(".overflow").last().click();
  await at.page.getByRole("menuitem", { name: "Steps" }).click();
  await at.dialog.filter({ hasText: "intends to write" }).waitFor();
  await at.picture("log-steps", at.dialog);
  await at.closed();
  await at.become("U0GUEST");
  await at.picture("refusal", await at.said("/budget-check cost-all-services-dev", "🚫", only));
  await at.become("U0MENDER");
}

export async function homes(at) {
  const { page } = at;
  await at.room("budget-check Home");
  const home = page.locator(".home");
  await home.getByRole("button", { name: "Mend…" }).first().waitFor();
  await at.picture("home", page.locator("main"));
  await home.getByRole("button", { name: "All budgets" }).click();
  await page.locator("dialog", { hasText: /1 to \d+ of \d+ budgets/ }).waitFor();
  await at.picture("all-budgets", at.dialog);
  await at.closed();
}

/** Messages that were posted beforehand, by their pictures' names. */
export async function sampled(at, samples) {
  await at.room(/^#aws-alerts( unread)?$/);
  for (const [name, ts] of Object.entries(samples)) {
    const one = at.page.locator(`.channel [data-ts="${ts}"]`);
    await one.waitFor();
    await at.picture(name, one);
  }
  await at.room(/^#finops( unread)?$/);
}
