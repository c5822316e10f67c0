// Runs Python for the page, away from the page's own thread. Start it with `new Worker(address, {type: "module"})`.
//   page -> worker   {id, state, event}       both texts of JSON; see pathway/tool/door.py
//   worker -> page   {id, reply}              what the door answered, or {id, problem}: why it could not
//                    {progress, words}        from 0 to 1 while it starts
//                    {ready: true, milliseconds}   or {problem}: it will never be ready
// A problem is told in plain words. What Pyodide itself does on a blocked or wrongly typed file is to wait for ever,
// so every fetch is looked at on its way, and the page keeps a time limit besides.

// The build writes here where Python lies, how long every file must be, and a lock file without packages: given none,
// Pyodide would fetch its own.
const told = { python: "../python/", sizes: {}, lock: { info: {}, packages: {} } };

const began = performance.now();
const beside = (name) => new URL(name, import.meta.url).href;
const python = beside(told.python);
const addresses = {
  [`${python}pyodide.asm.wasm`]: "pyodide.asm.wasm",
  [`${python}std.wasm`]: "std.wasm",
  [beside("app.wasm")]: "app.wasm",
};
const BLOCKED = "It may be blocked by a filter on this network, or the site is not set up rightly.";

class Problem extends Error {}

let answer = null;
let over = false;
const waiting = [];

self.onmessage = ({ data }) => {
  if (answer) respond(data);
  else if (over) self.postMessage({ id: data.id, problem: over });
  else waiting.push(data);
};

/** Tells the page, once, that Python will not start, and why. */
function fail(error) {
  if (over || answer) return;
  over = error instanceof Problem ? error.message : `The tool could not be started in this browser. (${error})`;
  self.postMessage({ problem: over });
  for (const { id } of waiting.splice(0)) self.postMessage({ id, problem: over });
}

const arrived = Object.fromEntries(Object.values(addresses).map((name) => [name, 0]));
let shown = -1;

/** Tells the page how far the start has come, at most once for each hundredth. */
function progress(words, share) {
  const sizes = Object.values(addresses).map((name) => [arrived[name], told.sizes[name] ?? 1]);
  const bytes = sizes.reduce((sum, [have]) => sum + have, 0) / sizes.reduce((sum, [, all]) => sum + all, 0);
  const now = Math.floor((share ?? 0.85 * Math.min(bytes, 1)) * 100);
  if (now > shown && !over) self.postMessage({ progress: (shown = now) / 100, words });
}

/** The response, counted on its way in, which is not held up while nobody reads it. */
function counted(response, name) {
  const counter = {
    transform(chunk, controller) {
      arrived[name] += chunk.byteLength;
      progress("Fetching the tool");
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (name === "std.wasm") quick();
      if (told.sizes[name] === undefined || arrived[name] === told.sizes[name]) return;
      const problem = new Problem(`A part of the tool did not arrive whole (${name}). Reload the page to try again.`);
      fail(problem);
      controller.error(problem);
    },
  };
  const body = response.body.pipeThrough(new TransformStream(counter, undefined, { highWaterMark: Infinity }));
  return new Response(body, { headers: { "content-type": response.headers.get("content-type") ?? "" } });
}

// Counting the largest file chunk by chunk delays its compiling and keeps the browser from storing the compiled code
// (a second visit then costs half as much again), so it is counted only where there is time to see the figures move:
// where the standard library, a quarter as large, is not here at once. To wait for it costs a slow line nothing.
let quick;
const isQuick = new Promise((done) => {
  quick = () => done(true);
});

/** The response, if its status and type are right. */
async function checked(response, name) {
  if (!response.ok) {
    throw new Problem(`A part of the tool is missing on this site (${name}, answer ${response.status}). ${BLOCKED}`);
  }
  const type = (response.headers.get("content-type") ?? "none").split(";")[0].trim().toLowerCase();
  if (name !== "pyodide.asm.wasm") return counted(response, name);
  if (type !== "application/wasm") {
    throw new Problem(`A part of the tool came as the wrong type (${name} as ${type}). ${BLOCKED}`);
  }
  const fast = await Promise.race([isQuick, new Promise((done) => setTimeout(done, 500, false))]);
  return fast ? response : counted(response, name);
}

/** The file, fetched and looked at; a failure is told at once, whatever the caller makes of it. */
function fetched(address) {
  const name = addresses[address];
  return plainFetch(address, { credentials: "same-origin" })
    .catch(() => {
      throw new Problem(`A part of the tool could not be fetched (${name}). Check the connection and try again.`);
    })
    .then((response) => checked(response, name))
    .catch((error) => {
      fail(error);
      throw error;
    });
}

// What Pyodide waits for side by side fails side by side: once it was told, the rest is no news.
self.addEventListener("unhandledrejection", (event) => {
  if (over || event.reason instanceof Problem) event.preventDefault();
});

const plainFetch = self.fetch.bind(self);
const early = {};

/** Makes Pyodide's own fetches ours, so that nothing is fetched twice and nothing hangs unseen. */
function watch() {
  self.fetch = (address, options) => {
    const known = new URL(address, import.meta.url).href;
    if (!(known in addresses)) return plainFetch(address, options);
    const response = early[known] ?? fetched(known);
    delete early[known];
    return response;
  };
  const plain = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = (...given) =>
    plain(...given).catch((error) => {
      fail(error);
      throw error;
    });
  for (const address of Object.keys(addresses)) {
    early[address] = fetched(address);
    early[address].catch(() => {});
  }
}

/** Nothing, or the reason why this browser or the site's policy cannot run WebAssembly. */
async function checkBrowser() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    throw new Problem("This browser cannot run the tool: it has no WebAssembly.");
  }
  try {
    await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch {
    throw new Problem("This browser, or a rule of this site, does not let the tool run: WebAssembly is blocked.");
  }
}

/** The door: a function from two texts to one. */
async function start() {
  progress("Fetching the tool", 0);
  await checkBrowser();
  watch();
  const { loadPyodide } = await import(`${python}pyodide.mjs`).catch(() => {
    throw new Problem(`A part of the tool could not be fetched (pyodide.mjs). ${BLOCKED}`);
  });
  const py = await loadPyodide({
    indexURL: python,
    stdLibURL: `${python}std.wasm`,
    lockFileContents: told.lock,
    // Our package is imported from its zip, which is in place before Python looks for it.
    fsInit: (files) =>
      self.fetch(beside("app.wasm"))
        .then((response) => response.arrayBuffer())
        .then((bytes) => files.writeFile("/app.zip", new Uint8Array(bytes)))
        .catch(fail),
    env: { PYTHONPATH: "/app.zip" },
  });
  progress("Starting the tool", 0.9);
  const tool = py.pyimport("pathway.tool.start");
  progress("Opening the rules", 0.95);
  tool.library();
  return tool.answer;
}

/** Answers one message of the page. */
function respond({ id, state, event }) {
  try {
    const text = answer(state, event);
    if (typeof text !== "string") throw new Problem("The tool gave no answer.");
    const reply = JSON.parse(text);
    if (reply === null || typeof reply !== "object") throw new Problem("The tool gave an answer that is no page.");
    self.postMessage({ id, reply });
  } catch (error) {
    const problem = error instanceof Problem ? error.message : `The tool stopped at this answer. (${error})`;
    self.postMessage({ id, problem });
  }
}

start().then((door) => {
  if (over) return;
  answer = door;
  self.postMessage({ ready: true, milliseconds: Math.round(performance.now() - began) });
  for (const message of waiting.splice(0)) respond(message);
}, fail);
