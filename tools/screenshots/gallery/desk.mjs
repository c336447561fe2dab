// What somebody does at the page, and a picture of what they see.
const NAMES = { "check.details": /^Details/, "snooze.new": /^Snooze/, "ticket.open": /ticket/i, "proof.preview": /^Prove it/ };

/** The acts of one visitor; `look` is "light", "dark" or "phone". */
export function desk(page, { url, folder, phone, look }) {
  const dialog = page.locator("dialog").last();

  /** What the bot answers to a line: the message that holds these words, and stays it. */
  async function said(line, words, kind = "") {
    const composer = page.locator(".channel .composer textarea");
    const found = page.locator(`.channel .message${kind}`, { hasText: words });
    const before = await found.count();
    await composer.fill(line);
    await composer.press("Enter");
    return stays(found.nth(before));
  }

  async function stays(one) {
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

  /** On a phone what stands beside the channel is behind a button. */
  async function beside(act) {
    if (phone) await page.getByRole("button", { name: "Channels and people" }).click();
    await act();
  }

  async function become(user) {
    await beside(() => page.getByLabel("Be somebody else").selectOption(user));
    if (phone) await page.keyboard.press("Escape");
  }

  async function room(name) {
    await beside(() => page.locator(".sidebar").getByRole("button", { name }).click());
  }

  /** Presses a button, or the option of an overflow menu that stands for it. */
  async function press(place, action) {
    const button = place.locator(`[data-action-id^="${action}"]`).first();
    if (await button.count()) return button.click();
    await place.locator(".overflow").first().click();
    return page.getByRole("menuitem", { name: NAMES[action] }).click();
  }

  /** Opens a dialog and waits: the front door says the first words while the worker works. */
  async function opens(place, action) {
    await press(place, action);
    await page.locator("dialog[open]").first().waitFor();
    await worked();
  }

  async function worked() {
    await page.waitForFunction(() => {
      const open = document.querySelector("dialog[open]");
      return open && !open.innerText.includes("If nothing comes");
    });
  }

  async function opened(name, place, action) {
    await opens(place, action);
    await picture(name, dialog);
    await closed();
  }

  /** Submits the dialog, and takes a picture of what came of it. */
  async function submitted(name, words) {
    await page.locator("dialog button[type=submit]").last().click();
    await page.locator("dialog", { hasText: words }).waitFor();
    await page.waitForTimeout(1_000); // what is said first may be said better a moment later
    await picture(name, dialog);
    await closed();
  }

  async function closed() {
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  }

  /** The thread of a message, for as long as `look` looks. */
  async function thread(row, look) {
    await row.locator(".replies").click();
    await look(page.locator(".thread .message"));
    await page.locator('[aria-label="Close the thread"]').click();
  }

  async function picture(name, place) {
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement?.blur());
    const view = page.viewportSize();
    const box = await place.boundingBox();
    // What is taller than the list would lie under what stands above it.
    const tall = box.height > view.height / 2 && (await place.getAttribute("data-ts")) !== null;
    if (tall) await page.setViewportSize({ ...view, height: Math.ceil(view.height + box.height) });
    await page.waitForTimeout(300);
    await place.screenshot({ path: `${folder}/${name}-${look}.png` });
    if (tall) await page.setViewportSize(view);
  }

  return { page, dialog, phone, said, stays, message, happens, become, beside, room, press, opens, opened, submitted, closed, thread, picture };
}
