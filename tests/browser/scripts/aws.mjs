// The picture of every scenario says what AWS's own judge says: as many topics, red where an alert
// stops and nowhere else, with the reason in words. Prints how many there were.
import assert from "node:assert/strict";
import { onPage } from "./page.mjs";

const seen = { pictures: 0, stops: 0, senders: 0, shut: 0 };

await onPage(async (page) => {
  const scenarios = await page.evaluate(async () => (await fetch("/api/scenarios")).json());
  for (const { name, budget } of scenarios) {
    await page.selectOption("#scenario", name);
    await page.locator(".aws .budget h3").filter({ hasText: budget.slice(0, 60) }).waitFor();
    const aws = await page.evaluate(
      async (one) => (await fetch(`/api/aws?budget=${encodeURIComponent(one)}&after=0`)).json(),
      budget,
    );
    const topics = new Set(aws.paths.map((path) => path.topic).filter(Boolean));
    const lanes = page.locator('[data-hop="SNS topic"]');
    assert.equal(await lanes.count(), topics.size, `${name}: topics`);
    const senders = aws.topics.flatMap((topic) => topic.senders);
    const shut = senders.filter((one) => one.outcome !== "delivers");
    const branches = page.locator("[data-sender]");
    assert.deepEqual(
      await branches.evaluateAll((all) => all.map((one) => [one.querySelector("h3").textContent, one.dataset.state])),
      senders.map((one) => [one.name, { delivers: "ok", refused: "stop" }[one.outcome] ?? "unsure"]),
      `${name}: senders`,
    );
    const stopped = [...aws.paths.filter((path) => path.stopped_at), ...shut];
    const red = page.locator('.aws [data-state="stop"], .aws [data-state="unsure"]');
    assert.equal((await red.count()) > 0, stopped.length > 0, `${name}: ${stopped.map((path) => path.why)}`);
    const text = await page.locator(".path-text pre").textContent();
    assert.ok(text.startsWith(`budget ${budget}: `), `${name}: ${text}`);
    assert.equal(text.split("→ topic ").length - 1, topics.size, `${name}: ${text}`);
    assert.equal(/: (✕|\?) /.test(text), stopped.length > 0, `${name}: ${text}`);
    for (const one of senders) assert.ok(text.includes(`  + ${one.kind} ${one.name}: `), `${name}: ${text}`);
    for (const { why } of stopped) {
      assert.ok(text.includes(why), `${name}: ${why}\n${text}`);
      const words = why.split(" ").filter((word) => !word.startsWith("arn:")).slice(-4).join(" ");
      assert.ok((await page.locator(".aws:not(.tickets) .aws-body").innerText()).includes(words), `${name}: ${why}`);
    }
    seen.pictures += 1;
    seen.stops += stopped.length;
    seen.senders += senders.length;
    seen.shut += shut.length;
  }
});
process.stdout.write(JSON.stringify(seen));
