// Python in a worker, with a limit on every silence: what a page of the tool tells it and hears from it (see worker.js).
// And what both pages know of the reader before they tell it anything: the day, and the link that they came by.

/** Today by the reader's own clock, which may be wrong: Python decides whether it can be. */
export function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// However a mail program wrote it: in capitals, encoded once or more often, in another order (see pathway/tool/link.py).
const LINK = /(?:[^\w-]|%(?:25)*(?:23|26|3b))(?:v|voice|area|concerns|done)(?:=|%(?:25)*3d)/i;

/** The link with answers that the page was opened by, taken out of the address bar at once; else nothing. */
export function linkIn({ hash, pathname, search }) {
  if (!LINK.test(hash)) return "";
  history.replaceState(history.state, "", pathname + search);
  return hash.slice(1);
}

/**
 * Starts Python at once. `hears` has progress(words, share), ready(), reply(reply) and problem(words); after a problem
 * nothing more comes. `quiet` and `slow` are milliseconds: without a sign of life at the start, without a reply later.
 */
export class Python {
  #worker;
  #timer = 0;
  #sent = 0;
  #over = false;
  #hears;
  #slow;

  constructor(address, { quiet, slow }, hears) {
    this.#hears = hears;
    this.#slow = slow;
    try {
      this.#worker = new Worker(address, { type: "module" });
      this.#worker.onmessage = ({ data }) => this.#heard(data, quiet);
      this.#worker.onerror = () => this.#fail("The tool could not be started in this browser.");
      this.#alive(quiet, "The tool could not be started.");
    } catch (error) {
      // Only when the page has read its script to the end is it ready to hear.
      queueMicrotask(() => this.#fail(`The tool could not be started in this browser (${error.message}).`));
    }
  }

  /** Hands one event over. The next may come after the reply. */
  ask(state, event) {
    this.#alive(this.#slow, "The tool does not answer.");
    this.#worker.postMessage({ id: ++this.#sent, state, event: JSON.stringify(event) });
  }

  /** Ends it: nothing more comes. */
  stop() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
  }

  #alive(limit, problem) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(problem), limit);
  }

  #fail(problem) {
    if (this.#over) return;
    this.stop();
    this.#hears.problem(problem);
  }

  #heard(data, quiet) {
    if (this.#over) return;
    if (data.problem) return this.#fail(data.problem);
    if (data.progress !== undefined) {
      this.#alive(quiet, "The tool could not be started.");
      return this.#hears.progress(data.words, data.progress);
    }
    clearTimeout(this.#timer);
    if (data.ready) return this.#hears.ready();
    try {
      this.#hears.reply(data.reply);
    } catch (error) {
      this.#fail(`The tool gave an answer that cannot be shown (${error.message}).`);
    }
  }
}
