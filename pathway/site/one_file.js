// What stands in for the web where a page is opened from a disk. Nothing can be fetched there, so the page carries what
// it needs: scripts fill `carried` with files by their names, gzipped, as base64. single.py writes `told` and `work`
// beside this, and wraps the site's own scripts, so that their `Worker`, `fetch` and `import` are those of here.

globalThis.carried ??= {};

/** `fetch` and `import` of what is carried. A worker is given this as text, so that it names nothing outside itself. */
function carry(parts) {
  const types = { wasm: "application/wasm", json: "application/json", svg: "image/svg+xml" };

  async function fetch(address) {
    const name = String(address).split("/").pop();
    if (!Object.hasOwn(parts, name)) throw new TypeError(`${name} is not carried here`);
    const text = atob(parts[name]);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = text.charCodeAt(i);
    const body = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(body, { headers: { "content-type": types[name.split(".").pop()] ?? "application/octet-stream" } });
  }

  async function bring(address) {
    const text = await (await fetch(address)).text();
    const made = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    if (!made.loadPyodide) return made;
    const other = () => bring("pyodide.asm.mjs").then((module) => module.default);
    return { loadPyodide: (options) => made.loadPyodide({ ...options, createPyodideModule: other() }) };
  }

  return { fetch, bring };
}

/** What a worker runs: says whether it can import what it is given, and then is the site's own worker. */
async function aside(carry, work) {
  self.onmessage = ({ data }) => {
    const { fetch, bring } = carry(data);
    self.fetch = fetch;
    work(self, bring);
  };
  const tried = import(URL.createObjectURL(new Blob([""], { type: "text/javascript" })));
  self.postMessage({ able: await tried.then(() => true, () => false) });
}

const PATIENCE = 5_000; // milliseconds that a worker has to say whether it can

/** A worker that can run Python; null where the browser gives a page from a disk none that can (WebKit). */
function worker() {
  return new Promise((found) => {
    const script = `const carry = ${carry}; const work = ${work}; (${aside})(carry, work);`;
    const made = new globalThis.Worker(`data:text/javascript,${encodeURIComponent(script)}`, { type: "module" });
    const say = (able) => {
      clearTimeout(timer);
      if (!able) made.terminate();
      found(able ? made : null);
    };
    const timer = setTimeout(say, PATIENCE, false);
    made.onmessage = ({ data }) => say(data.able === true);
    made.onerror = () => say(false);
  }).catch(() => null);
}

/** Python in the page itself, as a worker would be seen. The page stands still while it works, and says so before. */
function here(parts, hears) {
  const { fetch, bring } = carry(parts);
  globalThis.fetch = fetch;
  const note = (data) => (data.words ? { ...data, words: `${data.words} (the page may stand still for a moment)` } : data);
  const port = {
    postMessage: (data) => queueMicrotask(() => hears({ data: note(data) })),
    addEventListener: globalThis.addEventListener.bind(globalThis),
    get fetch() {
      return globalThis.fetch;
    },
    set fetch(other) {
      globalThis.fetch = other;
    },
  };
  work(port, bring);
  return { postMessage: (data) => setTimeout(() => port.onmessage({ data })), terminate() {} };
}

/** What is carried, once the file is read to its end. A copy that was cut off or changed lacks some of it. */
async function whole(names) {
  if (document.readyState === "loading") await new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  if (names.every((name) => carried[name])) return carried;
  throw new Error("This copy is not whole: it was cut off or changed on its way. Get it again from where you found it.");
}

/** The `Worker` of the site's scripts: aside where that is possible, else in the page. */
class CarriedWorker {
  #at;
  #over = false;

  constructor() {
    const hears = (event) => this.#over || this.onmessage(event);
    this.#start(hears).catch((error) => hears({ data: { problem: error.message } }));
  }

  async #start(hears) {
    const parts = await whole(told.parts);
    const made = await worker();
    if (this.#over) return made?.terminate();
    if (made) {
      made.onmessage = hears;
      made.onerror = (event) => this.onerror(event);
      made.postMessage(parts);
    }
    this.#at = made ?? here(parts, hears);
  }

  postMessage(message) {
    this.#at.postMessage(message);
  }

  terminate() {
    this.#over = true;
    this.#at?.terminate();
  }
}

// --- links from what the tool shows to pages of the site ---

const UP = /^(?:\.\.\/)+/;

/** Leads to where the site is: in the folders around this page, at its published address, or nowhere that we know. */
function lead(link) {
  const address = link.getAttribute("href");
  if (link.dataset.do === "copy") {
    // A link to a file of this disk is no use to anybody else.
    if (told.site) link.href = `${told.site}next-step/${address}`;
    else link.closest("details").remove();
  } else if (told.folder) {
    link.setAttribute("href", address.replace(/\/(?=#|$)/, "/index.html"));
  } else if (told.site) {
    link.href = told.site + address.replace(UP, "");
    Object.assign(link, { target: "_blank", rel: "noreferrer" });
  } else if (/#(?!v=)/.test(address) || link.closest("ol.stages")) {
    link.replaceWith(...link.childNodes);
  } else {
    // What only leads there says nothing without it.
    const around = link.parentElement;
    link.remove();
    if (!around.textContent.trim()) around.remove();
  }
}

const AWAY = 'a[href^="../"]:not([href*="index.html"]), a[data-do=copy][href^="#"]';

for (const box of document.querySelectorAll("#tool, #explore, .found")) {
  const mend = () => box.querySelectorAll(AWAY).forEach(lead);
  new MutationObserver(mend).observe(box, { childList: true, subtree: true });
}
