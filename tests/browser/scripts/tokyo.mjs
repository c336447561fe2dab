// Somebody in Tokyo, who reads English slowly: a name in Japanese, short sentences, times of theirs.
import assert from "node:assert/strict";
import { answerTo, counted, mended, onPage, send, words } from "./page.mjs";

const BUDGET = "全サービス 月額コスト（本番）";
const LONGEST = 25; // words of a sentence

await onPage(
  async (page) => {
    const presses = await counted(page);
    const answer = await answerTo(page, () => send(page, `/budget-check ${BUDGET}`));
    await answer.getByText(`${BUDGET} does not alert`).first().waitFor();
    const said = await answer.locator(".message-main").innerText();
    const here = await page.evaluate(() => new Date().toLocaleTimeString("en-US", { hour: "numeric", hour12: true, timeZone: "Asia/Tokyo" }));
    const [hour, half] = here.split(/\s/);
    assert.match(said, new RegExp(`\\b${hour}:\\d\\d\\s${half}`), `${here} in ${said}`);
    assert.ok(!said.includes("UTC"), said);
    const why = said.split("\n").find((line) => line.includes("policy") || line.includes("key"));
    for (const one of why.split(/[.:] /)) assert.ok(words(one) <= LONGEST, one);
    const preview = await mended(page, answer);
    process.stdout.write(JSON.stringify({ presses: await presses(), answer: words(said), preview: words(preview) }));
  },
  { timezoneId: "Asia/Tokyo", locale: "ja-JP" },
);
