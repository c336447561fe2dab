// Light, dark and narrow: nothing wider than the window, and every text readable on its ground.
import assert from "node:assert/strict";
import { answerTo, choose, onPage, send } from "./page.mjs";

const BUDGET = "notify-monthly-prod";
const STORY = "incident-2037"; // the scenario of that budget
const SHARED = ["rule-conditioned-key", "config-encrypted-topic"]; // others beside the budget
const WIDTHS = [1440, 1000, 390];

for (const colorScheme of ["light", "dark"]) {
  await onPage(
    async (page) => {
      const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
      assert.equal(await theme(), colorScheme, "the page begins as the system prefers");
      const answer = await answerTo(page, () => send(page, `/budget-check ${BUDGET}`));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 844 });
        await fits(page, width, "the channel");
        assert.deepEqual(await page.evaluate(faint), [], `the channel, ${colorScheme}, ${width}`);
        if (width < 1100) await page.getByRole("button", { name: "AWS", exact: true }).click();
        await page.locator('[data-hop="KMS key"]').waitFor();
        await page.locator(".policy summary").first().click();
        await fits(page, width, "AWS");
        assert.deepEqual(await page.evaluate(faint), [], `AWS, ${colorScheme}, ${width}`);
        await page.locator(".policy summary").first().click();
        for (const name of SHARED) {
          await page.selectOption("#scenario", name);
          await page.locator('[data-sender][data-state="stop"]').waitFor();
          await fits(page, width, name);
          assert.deepEqual(await page.evaluate(faint), [], `${name}, ${colorScheme}, ${width}`);
        }
        await page.selectOption("#scenario", STORY);
        await page.locator('[data-hop="KMS key"][data-state="stop"]').waitFor();
        if (width < 1100) await page.getByRole("button", { name: "Slack", exact: true }).click();
      }
      await choose(page, answer, "Details");
      await page.locator("dialog", { hasText: "What was found" }).waitFor();
      await fits(page, 390, "a modal");
      await page.keyboard.press("Escape");
      const menu = page.getByRole("button", { name: "Channels and people" });
      await menu.click();
      await page.keyboard.press("Escape");
      assert.equal(await menu.getAttribute("aria-expanded"), "false", "Escape closes the menu");
      await menu.click();
      await page.getByRole("button", { name: "budget-check Home" }).click();
      await page.locator(".home .block").first().waitFor();
      await fits(page, 390, "the Home");
      await page.setViewportSize({ width: 1440, height: 844 });
      await page.getByRole("button", { name: /^Switch to/ }).click();
      assert.notEqual(await theme(), colorScheme, "the switch turns it");
    },
    { colorScheme },
  );
}

async function fits(page, width, what) {
  const wide = await page.evaluate(wider);
  assert.deepEqual(wide, [], `${what} is wider than ${width} px`);
}

/** What reaches beyond the window, or scrolls sideways though it should not. */
function wider() {
  const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  const out = all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
  const pans = document.querySelectorAll(".log, .aws-body, .home-body, .modal-body, html, body");
  const scrolls = [...pans].filter((one) => one.scrollWidth > one.clientWidth + 1);
  return [...out, ...scrolls].slice(0, 4).map((one) => one.outerHTML.slice(0, 140));
}

/** Texts whose contrast with the ground behind them is under 4.5 (WCAG 2.2, 1.4.3). */
function faint() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !one.checkVisibility() || one.closest("option, script")) continue;
    const [a, b] = [light(rgba(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`${((a + 0.05) / (b + 0.05)).toFixed(2)} ${walk.currentNode.data.slice(0, 40)}`);
  }
  return found.slice(0, 6);
}
