// The story of the README in one theme: a picture of each stop.
import { withWindow } from "../chromium.mjs";

const { url, theme, folder } = JSON.parse(process.argv[2]);
const BUDGET = "cost-all-services-manage";
const VIEW = { width: 1400, height: 860 };

await withWindow({ viewport: VIEW, colorScheme: theme, deviceScaleFactor: 1.15 }, async (window) => {
  window.setDefaultTimeout(120_000);
  const page = window.pages()[0] ?? (await window.newPage());
  await page.goto(url);
  await broken(page);
  await preview(page);
  await alert(page);
  await home(page);

  async function picture(name) {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` });
  }

  async function broken() {
    const composer = page.locator(".channel .composer textarea");
    await composer.fill(`/budget-check ${BUDGET}`);
    await composer.press("Enter");
    await page.locator('.channel [data-action-id^="fix."]').waitFor();
    await picture("answer");
  }

  async function preview() {
    await page.locator('.channel [data-action-id^="fix."]').first().click();
    await page.locator("dialog button[type=submit]").waitFor();
    await picture("preview");
    await page.locator("dialog button[type=submit]").click();
    await page.locator("dialog", { hasText: "arrive again" }).waitFor();
    await page.waitForTimeout(2_000); // what a closed dialog is told is refused, and the page says so
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }

  async function alert() {
    await page.locator('[data-hop="KMS key"][data-state="ok"]').waitFor();
    await page.locator('[data-event="spend-crosses"]').click();
    await page.locator('.deliveries li[data-outcome="delivers"]').waitFor();
    const message = page.locator(".channel .message", { hasText: `🔔 ${BUDGET}: ` });
    await message.waitFor();
    await message.getByRole("button", { name: "Acknowledge" }).click();
    await message.getByText("Acknowledged by").waitFor();
    await page.locator(".deliveries").scrollIntoViewIfNeeded();
    await picture("alert");
  }

  /** The first sweep checks every budget; until it is through the Home knows only what was asked. */
  async function swept() {
    const tally = page.locator(".home", { hasText: /\d\d of \d+ budgets do not alert/ });
    for (let n = 0; n < 40 && !(await tally.count()); n += 1) {
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.waitForTimeout(1000);
    }
  }

  async function home() {
    const composer = page.locator(".channel .composer textarea");
    for (const name of ["cost-all-services-dev", "cost-all-services-test", "notify-monthly-prod"]) {
      await composer.fill(`/budget-check ${name}`);
      await composer.press("Enter");
      await page.locator(".channel .message", { hasText: `${name}` }).filter({ hasText: "checked" }).waitFor();
    }
    await page.locator(".aws-body").evaluate((body) => body.scrollTo(0, 0));
    await page.getByRole("button", { name: "budget-check Home" }).click();
    await page.locator(".home .block").nth(6).waitFor();
    await swept();
    await picture("home");
  }
});
