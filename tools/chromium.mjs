// Starts the system's Chromium for the browser tests and the screenshots.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// It must not look for updates or sync: on a machine without a network each try is an error.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Runs `use` with a window of a browser that has an empty profile; closes it whatever happens. */
export async function withWindow(options, use) {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) throw new Error("CHROMIUM must name the browser: see tools/browser.py.");
  const profile = await mkdtemp(join(tmpdir(), "budget-check-browser-"));
  const window = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  try {
    return await use(window);
  } finally {
    await window.close();
    await rm(profile, { recursive: true, force: true });
  }
}
