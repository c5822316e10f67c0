// Lighthouse, as for a phone, over the addresses that come one a line; answers each with a line of JSON (see lighthouse.py).
// What it is told on the command line: the browser, then the categories.
import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...onlyCategories] = process.argv.slice(2);
const chromeFlags = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage"];
if (process.getuid?.() === 0) chromeFlags.push("--no-sandbox");

// What a category counts and the page failed, in Lighthouse's words.
const failed = ({ lhr }, { auditRefs }) =>
  auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${id}: ${JSON.stringify(lhr.audits[id].details?.items ?? []).slice(0, 600)}`);

const chrome = await launch({ chromePath, chromeFlags, logLevel: "silent" });
for await (const address of createInterface(process.stdin)) {
  const run = await lighthouse(address, {
    port: chrome.port,
    logLevel: "silent",
    onlyCategories,
    disableFullPageScreenshot: true,
  });
  const { categories, audits, runtimeError } = run.lhr;
  const number = (id) => audits[id]?.numericValue ?? null;
  process.stdout.write(
    `${JSON.stringify({
      error: runtimeError?.message ?? "",
      scores: Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, score])),
      failed: Object.values(categories).flatMap((category) => (category.id === "performance" ? [] : failed(run, category))),
      lcp: number("largest-contentful-paint"),
      tbt: number("total-blocking-time"),
      cls: number("cumulative-layout-shift"),
      bytes: number("total-byte-weight"),
    })}\n`,
  );
}
chrome.kill();
