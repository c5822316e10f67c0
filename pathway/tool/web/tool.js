// The page's thin shell: shows what the door returned, moves focus, announces, and hands events to the worker.
// It knows nothing of questions or rules (see pathway/tool/door.py). What it keeps is text that only the door reads.

const box = document.getElementById("tool");
const live = document.getElementById("tool-live");
const loading = document.getElementById("tool-progress");
const plain = box.dataset.plain;
const quiet = Number(box.dataset.quiet); // milliseconds without a sign of life from a starting worker
const slow = Number(box.dataset.slow); // milliseconds without a reply to one event
const asBuilt = { html: box.innerHTML, title: document.title, place: "voice" };
const began = performance.now();

let journey = history.state?.journey ?? fresh();
let kept = load();
let place = asBuilt.place;
let waiting = kept.waiting ?? []; // what the reader did before Python was there: {event, from, words}
let ready = false;
let broken = false;
let busy = false;
let pending = null;
let missed = null; // the last step through the history while Python was busy
let timer = 0;
let sent = 0;
let worker = null;

/** A random name for a new set of answers. */
function fresh() {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("");
}

/** What this tab keeps for the journey: the door's state, the page it gave, and the answers in words. */
function load() {
  try {
    return JSON.parse(sessionStorage.getItem(`journey ${journey}`)) ?? { state: "", answers: [] };
  } catch {
    return { state: "", answers: [] };
  }
}

function keep() {
  try {
    sessionStorage.setItem(`journey ${journey}`, JSON.stringify({ ...kept, waiting }));
  } catch {
    // Storage is full or forbidden: the answers then last as long as the page.
  }
}

/** Removes every answer that this tab keeps, those of earlier journeys too. */
function forget() {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith("journey ")) sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
  kept = { state: "", answers: [] };
  waiting = [];
  journey = fresh();
}

/** Today by the reader's own clock. */
function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function element(name, words, more = {}) {
  return Object.assign(document.createElement(name), { textContent: words }, more);
}

/** Puts a page in place, unless it stands there already: what is half entered in it then stays. */
function show({ html, title }) {
  document.title = title;
  if (kept.shown === html) return false;
  kept.shown = html;
  box.innerHTML = html;
  return true;
}

// --- while Python starts, and when it cannot ---

let progress = ["Getting the tool ready", 0];

/** How far the start has come. The way round it stands below, in the page itself. */
function showProgress() {
  const [words, share] = progress;
  if (!loading.querySelector("progress")) {
    const bar = element("progress", "", { max: 1 });
    bar.setAttribute("aria-label", "Getting the tool ready");
    loading.prepend(element("p", ""), bar);
  }
  const seconds = (performance.now() - began) / 1000;
  const left = Math.ceil((seconds * (1 - share)) / share / 5) * 5;
  const rest = seconds > 4 && share > 0.05 ? `, about ${left} seconds to go` : "";
  loading.firstChild.textContent = `${waiting.length ? "Your answer is kept. " : ""}${words}: ${Math.round(share * 100)}%${rest}`;
  loading.querySelector("progress").value = share;
}

/** Python cannot go on: says so, shows what was answered, and leads to the plain pages. */
function stop(problem) {
  if (broken) return;
  broken = true;
  clearTimeout(timer);
  worker?.terminate();
  loading.hidden = true;
  box.removeAttribute("aria-busy");
  const title = element("h1", "Go on in the plain pages", { id: "title", tabIndex: -1 });
  const why = element("p", `${problem} The plain pages ask the same questions and give the same steps.`);
  const way = element("p", "", { className: "take" });
  const again = element("button", "Try the tool again", { type: "button", className: "btn quiet" });
  again.onclick = () => location.reload();
  way.append(element("a", "Go on in the plain pages", { href: plain, className: "btn" }), again);
  const parts = [title, why, way];
  const answers = [...kept.answers, ...waiting.flatMap(({ words }) => (words ? [words] : []))];
  if (answers.length) {
    const list = element("dl", "", { className: "answers" });
    for (const [question, answer] of answers) {
      const row = document.createElement("div");
      row.append(element("dt", question), element("dd", answer));
      list.append(row);
    }
    const clear = element("button", "Clear my answers", { type: "button", className: "link" });
    clear.dataset.do = "restart";
    parts.push(element("h2", "Your answers so far"), list, clear);
  }
  box.replaceChildren(...parts);
  document.title = `Go on in the plain pages - ${asBuilt.title.split(" - ").pop()}`;
  title.focus();
}

function alive(limit, problem) {
  clearTimeout(timer);
  timer = setTimeout(stop, limit, problem);
}

// --- events to Python and back ---

/** Hands one event to Python, or keeps it until Python is there. */
function send(event, from = "page", words = null) {
  if (event.do === "restart") {
    forget();
    if (broken) return location.reload();
    if (!ready) show(asBuilt);
  }
  if (broken) return;
  if (!ready) {
    waiting = waiting.filter((w) => w.event.do !== event.do || w.event.form !== event.form);
    waiting.push({ event, from, words });
    if (event.do !== "restart") keep();
    if (from === "page") {
      showProgress();
      live.textContent = "Your answer is kept. The next page comes as soon as the tool is ready.";
      loading.scrollIntoView({ block: "nearest" });
    }
  } else if (busy) {
    if (from === "history") missed = event;
  } else {
    busy = true;
    box.setAttribute("aria-busy", "true");
    alive(slow, "The tool does not answer.");
    pending = { event, from };
    worker.postMessage({ id: ++sent, state: kept.state, event: JSON.stringify(event) });
  }
}

function receive(reply) {
  const { event, from } = pending;
  const { html, title } = reply;
  const changed = show({ html, title });
  kept = { state: JSON.stringify(reply.state), answers: reply.kept, html, title, place: reply.place, shown: html };
  if (reply.kept.length) keep();
  const entry = { journey, place: reply.place };
  if (event.do === "restart" || event.do === "open" || (from === "history" && reply.place === place)) {
    history.replaceState(entry, "");
  } else if (from !== "history" && reply.place !== place) {
    history.pushState(entry, "");
  }
  place = reply.place;
  live.textContent = reply.announce;
  if (changed || from === "page") {
    scrollTo(0, 0);
    document.querySelector(reply.focus)?.focus();
  }
}

/** The next of what waited, if anything did. */
function next() {
  const first = waiting.shift();
  if (first) send(first.event, first.from);
  else if (missed) {
    const event = missed;
    missed = null;
    send(event, "history");
  }
}

function heard({ data }) {
  if (data.problem) stop(data.problem);
  else if (data.ready) {
    ready = true;
    clearTimeout(timer);
    loading.hidden = true;
    next();
  } else if (data.progress !== undefined) {
    alive(quiet, "The tool could not be started.");
    progress = [data.words, data.progress];
    showProgress();
  } else {
    busy = false;
    clearTimeout(timer);
    box.removeAttribute("aria-busy");
    try {
      receive(data.reply);
      next();
    } catch (error) {
      stop(`The tool gave an answer that cannot be shown (${error.message}).`);
    }
  }
}

/** Opens the answers of a share link, as a journey of its own, and takes them out of the address bar. */
function openLink() {
  const link = location.hash.slice(1);
  journey = fresh();
  kept = { state: "", answers: [], shown: kept.shown };
  waiting = [];
  history.replaceState({ journey, place }, "", location.pathname + location.search);
  send({ do: "open", on: today(), link }, "link");
}

/** A form's question and the answer to it, as the reader sees them. */
function inWords(form) {
  const ticked = [...form.querySelectorAll("input:checked")].map((i) => i.labels[0]?.firstChild.textContent);
  const typed = [...form.querySelectorAll("input[type=text], textarea")].map((i) => i.value.trim());
  return [form.querySelector("h1").textContent, [...ticked, ...typed].filter(Boolean).join("; ")];
}

/** Copies the address of a link, or shows it to be copied by hand. */
async function copy(link) {
  try {
    await navigator.clipboard.writeText(link.href);
    live.textContent = link.dataset.done;
    link.textContent = link.dataset.done;
  } catch {
    const field = element("textarea", link.href, { readOnly: true, rows: 4 });
    field.setAttribute("aria-label", link.textContent);
    link.replaceWith(field);
    field.select();
  }
}

box.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target.closest("form[data-form]");
  if (!form) return;
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] ??= []).push(value);
  send({ do: "submit", form: form.dataset.form, fields, on: today() }, "page", inWords(form));
});

box.addEventListener("click", (event) => {
  const target = event.target.closest("[data-go], [data-do], [data-focus]");
  if (!target) return;
  event.preventDefault();
  if (target.dataset.focus) document.getElementById(target.dataset.focus)?.focus();
  else if (target.dataset.do === "print") print();
  else if (target.dataset.do === "copy") copy(target);
  else if (target.dataset.do) send({ do: target.dataset.do, step: target.dataset.step, on: today() });
  else send({ do: "go", to: target.dataset.go });
});

addEventListener("popstate", ({ state }) => {
  if (!state?.journey) {
    // An entry that a link within the page made: it belongs to what is shown.
    if (!location.hash.startsWith("#v=")) history.replaceState({ journey, place }, "");
    return;
  }
  if (state.journey !== journey) {
    journey = state.journey;
    kept = { ...load(), shown: kept.shown };
  }
  send(kept.state ? { do: "go", to: state.place } : { do: "open", on: today() }, "history");
});

addEventListener("hashchange", () => {
  if (location.hash.startsWith("#v=")) openLink();
});

// A page that the browser kept whole, shown again after its answers were cleared.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && kept.answers.length && !load().state) location.reload();
});

// On paper the details of the main answer are open; the style sheet does the rest.
const folded = () => box.querySelectorAll("details[data-print]:not([open])");
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...folded()];
  for (const details of unfolded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
});

if (location.hash.startsWith("#v=")) openLink();
else if (kept.html || waiting.length) {
  // Here again: what was shown stands at once, and Python looks at it when it is there.
  const at = history.state?.place ?? kept.place;
  kept.shown = "";
  show(kept.html ? kept : asBuilt);
  place = kept.place ?? place;
  waiting = waiting.filter((w) => w.event.do !== "open" || w.event.link);
  if (kept.state) waiting.unshift({ event: { do: "open", on: today(), at }, from: "reload" });
}
history.replaceState({ journey, place: history.state?.place ?? place }, "");
try {
  worker = new Worker(box.dataset.worker, { type: "module" });
  worker.onmessage = heard;
  worker.onerror = () => stop("The tool could not be started in this browser.");
  alive(quiet, "The tool could not be started.");
  showProgress();
} catch (error) {
  stop(`The tool could not be started in this browser (${error.message}).`);
}
