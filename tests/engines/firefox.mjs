// Firefox by WebDriver BiDi. Reads one act a line as JSON, and answers each with one line (see engine.py).
// What it is told on the command line: the browser, and the address beyond which no request may go.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath, site] = process.argv.slice(2);
// Puppeteer loosens what Firefox forbids files of a disk; readers have it strict.
const extraPrefsFirefox = { "security.fileuri.strict_origin_policy": true };
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, extraPrefsFirefox });
const page = await browser.newPage();
const elsewhere = [];
const wrong = [];
page.on("request", (request) => {
  const address = request.url();
  if (![site, "data:", "blob:"].some((own) => address.startsWith(own))) elsewhere.push(address);
});
page.on("pageerror", (error) => wrong.push(error.message)); // what breaks the security policy comes here too

const acts = {
  about: () => browser.version(),
  open: (address) => page.goto(address),
  size: (width, height) => page.setViewport({ width, height }),
  run: (expression) => page.evaluate(expression),
  until: (expression) => page.waitForFunction(expression, { timeout: 60_000 }),
  click: (selector) => page.click(selector),
  type: (selector, text) => page.type(selector, text),
  // What is not as it should be in the tree that a screen reader is given; empty where all is there.
  named: async (selector, role, name) => {
    const wanted = `${name === null ? "" : `[name="${name}"]`}[role="${role}"]`;
    const found = await page.$$(`aria/${wanted}`);
    const here = await Promise.all(found.map((one) => one.evaluate((e, s) => e.matches(s), selector)));
    return here.includes(true) ? "" : `no ${wanted}`;
  },
  back: () => page.goBack({ waitUntil: [] }),
  reload: () => page.reload(),
  seen: async () => ({ elsewhere: elsewhere.splice(0), wrong: wrong.splice(0), cookies: await browser.cookies() }),
};

// The others give back what has no place in a line of text.
const GIVES = new Set(["about", "run", "seen", "named"]);

for await (const line of createInterface(process.stdin)) {
  const [act, ...more] = JSON.parse(line);
  let answer;
  try {
    answer = { is: GIVES.has(act) ? ((await acts[act](...more)) ?? null) : (await acts[act](...more), null) };
  } catch (error) {
    answer = { failed: `${act}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
