// From the Home to mended in three presses; what is snoozed can be woken; the list and the file.
import { answerTo, onPage, send } from "./page.mjs";

const BUDGETS = ["cost-all-services-test", "cost-all-services-manage"];

await onPage(async (page) => {
  for (const budget of BUDGETS) await answerTo(page, () => send(page, `/budget-check ${budget}`));
  await page.getByRole("button", { name: "budget-check Home" }).click();
  const home = page.locator(".home");
  await home.getByRole("button", { name: "Mend…" }).first().waitFor();
  await shot(page, "home");

  const mend = home.getByRole("button", { name: "Mend…" }).first();
  await mend.click(); // 1
  const modal = page.locator("dialog");
  const submit = modal.locator('button[type="submit"]');
  await submit.waitFor();
  await shot(page, "mend");
  const budget = (await modal.innerText()).match(/Alerts of (\S+) will arrive again/)[1];
  await submit.click(); // 2
  await modal.filter({ hasText: /alert again|arrive again|Applied and verified/ }).waitFor();
  await modal.getByRole("button", { name: "Close" }).last().click(); // 3
  await home.getByText(`${budget} does not alert`).waitFor({ state: "detached" });

  await home.getByRole("button", { name: "Snooze…" }).first().click();
  await modal.getByLabel("Why").fill("We know.");
  await shot(page, "snooze");
  await modal.getByRole("button", { name: "Snooze" }).last().click();
  await modal.filter({ hasText: "Snoozed until" }).waitFor();
  await modal.getByRole("button", { name: "Close" }).last().click();
  await home.getByText("We know.").first().waitFor();
  await shot(page, "snoozed");
  await home.getByRole("button", { name: "Wake" }).first().click();
  await home.getByText("We know.").first().waitFor({ state: "detached" });

  await home.getByRole("button", { name: "All budgets" }).click();
  await modal.getByText(/1 to \d+ of \d+ budgets/).waitFor();
  await shot(page, "table");
  await modal.getByRole("button", { name: "Close" }).last().click();
  await home.getByRole("button", { name: "Export CSV" }).click();
  await home.getByText("as a CSV file").waitFor();
});

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}
