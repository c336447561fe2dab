// Somebody on a phone: the lock screen says which budget and why, the screen fits, the preview's
// first screen says what becomes of the alerts, and everything is pressed with a thumb.
import assert from "node:assert/strict";
import { answerTo, beforeJson, counted, dialogGone, mended, onPage, send, words } from "./page.mjs";

const BUDGET = "notify-monthly-prod";
const THUMB = 28; // px

await onPage(
  async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const answer = await answerTo(page, () => send(page, `/budget-check ${BUDGET}`));
    await page.getByRole("button", { name: "Lock screen of a phone" }).click();
    const push = await page.locator(".push .push-text").first().innerText();
    assert.match(push, new RegExp(`^❌ ${BUDGET} does not alert[:.] .{20,}`), "which budget, what and why");
    await page.keyboard.press("Escape");
    await dialogGone(page);

    const presses = await counted(page);
    const said = await answer.locator(".message-main").innerText();
    for (const button of await answer.locator(".block button").all()) {
      const box = await button.boundingBox();
      assert.ok(box.height >= THUMB && box.x + box.width <= 390, `${await button.innerText()}: ${JSON.stringify(box)}`);
    }
    const seen = [];
    page.on("framenavigated", () => seen.push("left the page"));
    const preview = await mended(page, answer);
    assert.match(beforeJson(preview).slice(0, 300), /arrive again/, "the first screen says what becomes of the alerts");
    assert.deepEqual(seen, []);
    process.stdout.write(JSON.stringify({ presses: await presses(), answer: words(said), preview: words(preview), push: words(push) }));
  },
  { viewport: { width: 390, height: 844 } },
);
