// The page's thin shell: shows what the door returned, moves focus, announces, and hands events to the worker.
// It knows nothing of questions or rules (see pathway/tool/door.py). What it keeps is text that only the door reads.

const box = document.getElementById("tool");
const live = document.getElementById("tool-live");
const loading = document.getElementById("tool-progress");
const plain = box.dataset.plain;

const QUIET = 45_000; // no sign of life from a starting worker for so long: a blocked file waits for ever
const SLOW = 20_000; // no reply to one event for so long

let journey = history.state?.journey ?? fresh();
let place = "voice";
let kept = load();
let ready = false;
let broken = "";
let busy = false;
let queued = null;
let pending = null;
let timer = 0;
let sent = 0;
let worker = null;

/** A random name for a new set of answers. */
function fresh() {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("");
}

/** What this tab keeps for the journey: the door's state, and the answers in words in case Python will not start. */
function load() {
  try {
    return JSON.parse(sessionStorage.getItem(`journey ${journey}`)) ?? { state: "", answers: [] };
  } catch {
    return { state: "", answers: [] };
  }
}

function keep() {
  try {
    sessionStorage.setItem(`journey ${journey}`, JSON.stringify(kept));
  } catch {
    // Storage is full or forbidden: the answers then last as long as the page.
  }
}

function forget() {
  try {
    sessionStorage.removeItem(`journey ${journey}`);
  } catch {
    // Nothing was kept.
  }
  kept = { state: "", answers: [] };
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

/** How far the start has come, with the way round it. */
function showProgress(words, share) {
  if (loading.hidden) {
    const way = element("p", "You need not wait: ");
    way.append(element("a", "go on in the plain pages", { href: plain }), ", which ask the same questions.");
    const bar = element("progress", "", { max: 1 });
    bar.setAttribute("aria-label", "Getting the tool ready");
    loading.replaceChildren(element("p", ""), bar, way);
    loading.hidden = false;
  }
  const waits = queued ? "Your answer is kept. " : "";
  loading.firstChild.textContent = `${waits}${words}: ${Math.round(share * 100)}%`;
  loading.querySelector("progress").value = share;
}

/** Python cannot go on: says so, shows what was answered, and leads to the plain pages. */
function stop(problem) {
  if (broken) return;
  broken = problem;
  clearTimeout(timer);
  worker?.terminate();
  loading.hidden = true;
  const title = element("h1", "Go on in the plain pages", { id: "title", tabIndex: -1 });
  const why = element("p", `${problem} The plain pages ask the same questions and give the same steps.`);
  const way = element("p", "");
  way.append(element("a", "Go on in the plain pages", { href: plain, className: "btn" }));
  const again = element("p", "");
  again.append(element("button", "Try the tool again", { type: "button", className: "btn quiet", onclick: () => location.reload() }));
  const parts = [title, why, way, again];
  if (kept.answers.length) {
    const list = element("dl", "", { className: "answers" });
    for (const [question, answer] of kept.answers) {
      const row = document.createElement("div");
      row.append(element("dt", question), element("dd", answer));
      list.append(row);
    }
    parts.push(element("h2", "Your answers so far"), list);
  }
  box.replaceChildren(...parts);
  document.title = `Go on in the plain pages - ${document.title.split(" - ").pop()}`;
  title.focus();
}

function alive(limit, problem) {
  clearTimeout(timer);
  timer = setTimeout(() => stop(problem), limit);
}

/** Hands one event to Python, or keeps it until Python is there. Only the last one waits. */
function send(event, { from = "page" } = {}) {
  if (broken) return;
  if (!ready) {
    queued = [event, { from }];
    live.textContent = "Your answer is kept. The next page comes as soon as the tool is ready.";
    return;
  }
  if (busy) return;
  busy = true;
  box.setAttribute("aria-busy", "true");
  alive(SLOW, "The tool does not answer.");
  pending = { event, from };
  worker.postMessage({ id: ++sent, state: kept.state, event: JSON.stringify(event) });
}

function receive(reply) {
  const { event, from } = pending;
  if (event.do === "restart") {
    forget();
    journey = fresh();
  }
  kept = { state: JSON.stringify(reply.state), answers: reply.kept };
  keep();
  box.innerHTML = reply.html;
  document.title = reply.title;
  const entry = { journey, place: reply.place };
  if (event.do === "restart" || event.do === "open" || (from === "history" && reply.place === place)) {
    history.replaceState(entry, "");
  } else if (from !== "history" && reply.place !== place) {
    history.pushState(entry, "");
  }
  place = reply.place;
  live.textContent = reply.announce;
  if (from !== "load") {
    scrollTo(0, 0);
    document.querySelector(reply.focus)?.focus();
  }
}

function heard({ data }) {
  if (data.problem) stop(data.problem);
  else if (data.ready) {
    ready = true;
    clearTimeout(timer);
    loading.hidden = true;
    const [event, how] = queued ?? opening();
    queued = null;
    if (event) send(event, how);
  } else if (data.progress !== undefined) {
    alive(QUIET, "The tool could not be started.");
    showProgress(data.words, data.progress);
  } else {
    busy = false;
    clearTimeout(timer);
    box.removeAttribute("aria-busy");
    try {
      receive(data.reply);
    } catch (error) {
      stop(`The tool gave an answer that cannot be shown (${error.message}).`);
    }
  }
}

/** The first event: nothing where the page as built is right already, else the kept answers or a link's. */
function opening() {
  const link = location.hash.startsWith("#v=") ? location.hash.slice(1) : "";
  if (link) {
    history.replaceState({ journey, place }, "", location.pathname + location.search);
    return [{ do: "open", on: today(), link }, { from: "link" }];
  }
  if (kept.state) {
    return [{ do: "open", on: today() }, { from: "reload" }];
  }
  return [null, {}];
}

box.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target.closest("form[data-form]");
  if (!form) return;
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] ??= []).push(value);
  send({ do: "submit", form: form.dataset.form, fields, on: today() });
});

box.addEventListener("click", (event) => {
  const target = event.target.closest("[data-go], [data-do], [data-focus]");
  if (!target) return;
  event.preventDefault();
  if (target.dataset.focus) document.getElementById(target.dataset.focus)?.focus();
  else if (target.dataset.do === "print") print();
  else if (target.dataset.do) send({ do: target.dataset.do, step: target.dataset.step });
  else send({ do: "go", to: target.dataset.go });
});

addEventListener("popstate", ({ state }) => {
  if (!state?.journey) return;
  if (state.journey !== journey) {
    journey = state.journey;
    kept = load();
  }
  send(kept.state ? { do: "go", to: state.place } : { do: "open", on: today() }, { from: "history" });
});

addEventListener("hashchange", () => {
  if (location.hash.startsWith("#v=")) send(...opening());
});

history.replaceState({ journey, place: history.state?.place ?? place }, "");
place = history.state.place;
try {
  worker = new Worker(box.dataset.worker, { type: "module" });
  worker.onmessage = heard;
  worker.onerror = () => stop("The tool could not be started in this browser.");
  alive(QUIET, "The tool could not be started.");
  showProgress("Getting the tool ready", 0);
} catch (error) {
  stop(`The tool could not be started in this browser (${error.message}).`);
}
