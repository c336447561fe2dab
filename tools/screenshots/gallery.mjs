// Every message, view and push text, one picture each: light, dark, or on a phone.
import { withWindow } from "../chromium.mjs";

const { url, theme, phone, folder, shared } = JSON.parse(process.argv[2]);
const MANAGE = "cost-all-services-manage";
const TEST = "cost-all-services-test";
const NAMES = { "check.details": /^Details/, "snooze.new": /^Snooze/, "ticket.open": /ticket/i };
const LOOK = phone ? "phone" : theme;
const VIEW = phone ? { width: 390, height: 844 } : { width: 1440, height: 1000 };

await withWindow({ viewport: VIEW, colorScheme: theme, deviceScaleFactor: 1.15 }, async (window) => {
  window.setDefaultTimeout(60_000);
  const page = window.pages()[0] ?? (await window.newPage());
  await page.goto(url);
  const composer = page.locator(".channel .composer textarea");
  const dialog = page.locator("dialog").last();
  await composer.waitFor();
  await asked();
  await changed();
  await watched();
  await found();
  await homes();

  /** The answer, its details, and what becomes of a change that is asked for in it. */
  async function asked() {
    const answer = await said(`/budget-check ${MANAGE}`, `${MANAGE} does not alert`);
    await picture("answer", answer);
    await opened("details", answer, "check.details");
    await opened("ticket", answer, "ticket.open");
    await opened("snooze", answer, "snooze.new");
    await become("U0NOBODY");
    const hers = await said(`/budget-check ${TEST}`, `${TEST} does not alert`);
    await opened("who-may-not-mend", hers, "fix.");
    await become("U0MENDER");
  }

  async function changed() {
    const answer = message(`${MANAGE} does not alert`);
    await press(answer, "fix.");
    await dialog.locator("button[type=submit]").waitFor();
    await picture("preview", dialog);
    await dialog.locator('[data-action-id="change.difference"]').click();
    await dialog.filter({ hasText: "Statement" }).waitFor();
    await picture("difference", dialog);
    await page.keyboard.press("Escape");
    await page.locator("dialog button[type=submit]").click();
    await page.locator("dialog", { hasText: "What came of it" }).waitFor();
    await picture("outcome", dialog);
    await closed();
    const mended = message(`${MANAGE} alerts`);
    await mended.waitFor();
    await picture("answer-mended", mended);
    await mended.locator(".replies").click();
    const reply = page.locator(".thread .message").nth(1);
    await reply.waitFor();
    await picture("change", reply);
    await page.locator('[aria-label="Close the thread"]').click();
    await happens("spend-crosses", MANAGE);
    const alert = message(`🔔 ${MANAGE}: `);
    await alert.waitFor();
    await picture("alert", alert);
    await page.getByRole("button", { name: "Lock screen of a phone" }).click();
    await page.locator(".push").first().waitFor();
    await picture("lock-screen", dialog);
    await closed();
  }

  /** A cause that breaks many budgets, and the same post once it is mended. */
  async function watched() {
    await happens("key-policy-edited", shared);
    const post = page.locator(".channel .message", { hasText: /❌ \d+ budgets do not alert/ }).last();
    await post.waitFor();
    const ts = await post.getAttribute("data-ts");
    await picture("many-budgets", post);
    await opened("many-budgets-list", post, "watch.budgets");
    await press(post, "fix.");
    await dialog.locator("button[type=submit]").click();
    await page.locator("dialog", { hasText: "What came of it" }).waitFor();
    await closed();
    const green = page.locator(`.channel [data-ts="${ts}"]`, { hasText: "✅ Mended: " });
    await green.waitFor();
    await picture("many-budgets-mended", green);
  }

  async function found() {
    await picture("help", await said("/budget-check help", "budget-check", ".only-you"));
    await picture("list", await said("/budget-check shared-0", "shared-09-spend", ".only-you"));
    await picture("log", await said("/budget-check log", "moved alert_topic_manage to a new key", ".only-you"));
  }

  async function homes() {
    if (phone) await page.getByRole("button", { name: "Channels and people" }).click();
    await page.getByRole("button", { name: "budget-check Home" }).click();
    const home = page.locator(".home");
    await home.getByRole("button", { name: "Mend…" }).first().waitFor();
    await picture("home", page.locator("main"));
    await home.getByRole("button", { name: "All budgets" }).click();
    await page.locator("dialog", { hasText: /1 to \d+ of \d+ budgets/ }).waitFor();
    await picture("all-budgets", dialog);
    await closed();
  }

  async function said(line, words, kind = "") {
    const found = page.locator(`.channel .message${kind}`, { hasText: words });
    const before = await found.count();
    await composer.fill(line);
    await composer.press("Enter");
    const one = found.nth(before);
    await one.waitFor();
    return page.locator(`.channel [data-ts="${await one.getAttribute("data-ts")}"]`);
  }

  function message(words) {
    return page.locator(".channel .message", { hasText: words }).last();
  }

  async function happens(event, budget) {
    const done = await page.request.post(`${url}api/events/${event}`, { data: { budget }, headers: { origin: url.replace(/\/$/, "") } });
    if (!done.ok()) throw new Error(`${event}: ${await done.text()}`);
  }

  async function become(user) {
    if (phone) await page.getByRole("button", { name: "Channels and people" }).click();
    await page.getByLabel("Be somebody else").selectOption(user);
    if (phone) await page.keyboard.press("Escape");
  }

  /** Presses a button, or the option of an overflow menu that stands for it. */
  async function press(place, action) {
    const button = place.locator(`[data-action-id^="${action}"]`).first();
    if (await button.count()) return button.click();
    await place.locator(".overflow").first().click();
    return page.getByRole("menuitem", { name: NAMES[action] }).click();
  }

  async function opened(name, place, action) {
    await press(place, action);
    await page.locator("dialog[open]").first().waitFor();
    // The front door says the first words while the worker works.
    await page.waitForFunction(() => !document.querySelector("dialog[open]").innerText.includes("If nothing comes"));
    await picture(name, dialog);
    await closed();
  }

  async function closed() {
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  async function picture(name, place) {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(300);
    await place.screenshot({ path: `${folder}/${name}-${LOOK}.png` });
  }
});
