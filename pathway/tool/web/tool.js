// The page's thin shell: shows what the door returned, moves focus, announces, and hands events to the worker.
// It knows nothing of questions or rules (see pathway/tool/door.py). What it keeps is text that only the door reads.

import { First } from "./first.js";
import { clear, sure, wayOut, whenCleared } from "./leave.js";
import { Python, linkIn, today } from "./python.js";
import { fillLetter, forgetTyped, typedInto, whatWasTyped } from "./typed.js";

const box = document.getElementById("tool");
const live = document.getElementById("tool-live");
const loading = document.getElementById("tool-progress");
const plain = box.dataset.plain;
const first = new First(JSON.parse(box.dataset.first));
const asBuilt = { html: first.page("voice", {}), title: document.title, place: "voice" };
const began = performance.now();

let journey = history.state?.journey ?? fresh();
let kept = { ...load(), shown: asBuilt.html };
let place = asBuilt.place;
let depth = history.state?.depth ?? 0; // how many entries of the history behind this one are of the tool
let waiting = kept.waiting ?? []; // what the reader did before Python was there: {event, from, words}
let ready = false;
let broken = ""; // why Python cannot go on
const LEFT = "the reader is leaving";
let busy = false;
let pending = null; // what Python works on; nothing where its reply is wanted no more
let missed = null; // the last of what must not be lost while Python was busy
let python = null;

/** A random name for a new set of answers. */
function fresh() {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("");
}

/** A journey on which nothing was answered. `first` is what was said on the first pages, while the reader is there. */
function nothing() {
  return { state: "", answers: [], first: {} };
}

/** What this tab keeps for the journey: the door's state, the page it gave, and the answers in words. */
function load() {
  try {
    const found = JSON.parse(sessionStorage.getItem(`journey ${journey}`));
    return found ? { ...nothing(), first: null, ...found } : nothing();
  } catch {
    return nothing();
  }
}

function keep() {
  try {
    sessionStorage.setItem(`journey ${journey}`, JSON.stringify({ ...kept, waiting }));
  } catch {
    // Storage is full or forbidden: the answers then last as long as the page.
  }
}

/** Goes over to a journey: what was done in the one before, and what Python still works on for it, stays there. */
function enter(name) {
  if (name !== journey) forgetTyped();
  journey = name;
  kept = { ...load(), shown: kept.shown };
  waiting = kept.waiting ?? [];
  pending = null;
}

/** Every answer so far, in words: those that Python took, and those that wait for it. */
function answered() {
  return [...kept.answers, ...waiting.flatMap(({ words }) => (words ? [words] : []))];
}

/** Goes on without any answer, with a journey of its own. */
function anew() {
  forgetTyped();
  kept = nothing();
  waiting = [];
  pending = missed = null;
  journey = fresh();
}

/** Forgets every answer of this tab, and of those that were opened from it. */
function forget() {
  clear();
  anew();
}

function element(name, words, more = {}) {
  return Object.assign(document.createElement(name), { textContent: words }, more);
}

/** Puts a page in place, unless it stands there already: what is half entered in it then stays. */
function show({ html, title }) {
  document.title = title;
  const there = first.same(kept.shown, html);
  if (there && !box.querySelector("input:checked")) {
    for (const [, id] of html.matchAll(/ id="([^"]+)"[^<>]* checked>/g)) document.getElementById(id).checked = true;
  }
  kept.shown = html;
  if (!there) {
    box.innerHTML = html;
    fillLetter(box);
  }
  document.body.classList.toggle("emergency", Boolean(box.querySelector(".sos")));
  return !there;
}

/** Puts one of the first pages in place: a new entry of the history, unless it stands for the question before it. */
function put({ place: to, html, still, error }) {
  const title = error ? `Error: ${asBuilt.title}` : asBuilt.title;
  show({ html, title });
  kept = { ...kept, html, title, place: to };
  if (!still && !error && to !== place) enterHistory(to);
  place = to;
  keep();
  scrollTo(0, 0);
  document.querySelector(error ? "#problem" : "#title")?.focus();
}

function enterHistory(to) {
  depth += 1;
  history.pushState({ journey, place: to, depth }, "");
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

/** Python cannot go on. Whoever reads whom to call goes on reading that. */
function stop(problem) {
  if (broken) return;
  broken = problem;
  python?.stop();
  loading.hidden = true;
  box.removeAttribute("aria-busy");
  if (!box.querySelector(".sos")) showStopped();
}

/** Says that Python cannot go on, shows what was answered, and leads to the plain pages where there are any. */
function showStopped() {
  document.body.classList.remove("emergency");
  const words = plain ? "Go on in the plain pages" : "The tool cannot go on";
  const title = element("h1", words, { id: "title", tabIndex: -1 });
  const why = element("p", `${broken}${plain ? " The plain pages ask the same questions and give the same steps." : ""}`);
  const way = element("p", "", { className: "take" });
  const again = element("button", "Try the tool again", { type: "button", className: "btn quiet" });
  again.onclick = () => location.reload();
  if (plain) way.append(element("a", words, { href: plain, className: "btn" }));
  way.append(again);
  const parts = [title, why, way];
  const answers = answered();
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
  kept.shown = "";
  title.focus();
}

// --- events to Python and back ---

/** Hands one event to Python, or keeps it until Python is there. */
function send(event, from = "page", words = null) {
  if (event.do === "restart") {
    forget();
    if (broken) return location.reload();
    show(asBuilt);
    place = asBuilt.place;
    history.replaceState({ journey, place, depth }, "");
    live.textContent = "Your answers are cleared";
    scrollTo(0, 0);
    return document.querySelector("#title").focus();
  }
  if (broken) return showStopped();
  // What is answered while Python still goes through the first pages, or through what was cleared, waits its turn.
  if (!ready || (busy && (!pending || pending.from === "first"))) {
    waiting = waiting.filter((w) => w.event.do !== event.do || w.event.form !== event.form);
    waiting.push({ event, from, words });
    keep();
    if (from === "page" && !ready) {
      showProgress();
      live.textContent = "Your answer is kept. The next page comes as soon as the tool is ready.";
      loading.scrollIntoView({ block: "nearest" });
    }
  } else if (busy) {
    // What the reader does while Python only looks at what was kept is no second press of a button.
    if (from !== "page" || pending?.from === "reload") missed = { event, from };
  } else {
    busy = true;
    box.setAttribute("aria-busy", "true");
    pending = { event, from };
    python.ask(kept.state, event.do === "take" ? { ...event, boxes: whatWasTyped() } : event);
  }
}

function receive(reply) {
  if (!pending) return;
  const { event, from } = pending;
  const { html, title } = reply;
  if (typeof html !== "string") throw new Error("it is no page");
  kept = { ...kept, state: JSON.stringify(reply.state), answers: reply.kept };
  const unanswered = kept.title?.startsWith("Error: ");
  if (from === "first" && (waiting.length || unanswered)) return keep(); // the reader is further on
  const changed = show({ html, title });
  const said = reply.still || first.places.includes(reply.place) ? kept.first : null;
  kept = { ...kept, html, title, place: reply.place, shown: html, first: said };
  if (reply.kept.length) keep();
  const entry = { journey, place: reply.place, depth };
  const here = reply.place === place;
  if (event.do === "restart" || event.do === "open" || (from === "history" && reply.place === place)) {
    history.replaceState(entry, "");
  } else if (from !== "history" && reply.place !== place && !reply.still) {
    enterHistory(reply.place);
  }
  place = reply.place;
  live.textContent = reply.handout ? "" : reply.announce;
  if (reply.handout) hand(reply.handout, reply.announce);
  if (here && IN_PLACE.has(event.do)) refocus(event);
  else if (changed || from === "page") {
    scrollTo(0, 0);
    document.querySelector(reply.focus)?.focus();
  }
}

/** What changes a part of the page and leaves the reader where they are. */
const IN_PLACE = new Set(["take", "voice", "what-if"]);

/** The focus on the control that was used, or on what it brought. */
function refocus(event) {
  const same = [...box.querySelectorAll(`[data-do="${event.do}"]`)].find(
    ({ dataset }) => dataset.to === event.to && dataset.what === event.what && dataset.step === event.step,
  );
  (same ?? box.querySelector("#changes"))?.focus();
}

/** Gives the reader a file to keep, or puts a text where they can paste it from. */
async function hand({ name, type, content }, said) {
  if (!name) return copy(content, said);
  const bytes = type.startsWith("text/") || type.endsWith("json") ? content : Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = element("a", "", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(URL.revokeObjectURL, 60_000, address);
  live.textContent = said;
}

/** The next of what waited, if anything did. */
function next() {
  const one = waiting.shift();
  if (one) send(one.event, one.from);
  else if (missed) {
    const { event, from } = missed;
    missed = null;
    send(event, from);
  }
}

const hears = {
  problem: stop,
  progress(words, share) {
    progress = [words, share];
    showProgress();
  },
  ready() {
    ready = true;
    loading.hidden = true;
    document.dispatchEvent(new Event("tool-ready"));
    next();
  },
  reply(reply) {
    busy = false;
    box.removeAttribute("aria-busy");
    receive(reply);
    next();
  },
};

/** Opens the answers of a share link, as a journey of its own. */
function openLink(link) {
  enter(fresh());
  kept.first = null;
  history.replaceState({ journey, place, depth }, "");
  send({ do: "open", on: today(), link }, "link");
}

/** A form's question and the answer to it, as the reader sees them. */
function inWords(form) {
  const ticked = [...form.querySelectorAll("input:checked")].map((i) => i.labels[0]?.firstChild.textContent);
  const typed = [...form.querySelectorAll("input[type=text], textarea")].map((i) => i.value.trim());
  return [form.querySelector("h1").textContent, [...ticked, ...typed].filter(Boolean).join("; ")];
}

/** Copies a text, or shows it to be copied by hand where the browser does not let a page copy. */
async function copy(text, said) {
  let shown = said;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    shown = "Copy this text:";
  }
  const note = box.querySelector(".tool-copied") ?? (box.querySelector(".tool-keep") ?? box).appendChild(element("div", ""));
  note.className = "tool-copied";
  note.replaceChildren(element("p", shown));
  if (shown !== said) {
    const field = element("textarea", text, { readOnly: true, rows: 6 });
    field.setAttribute("aria-label", shown);
    note.append(field);
    field.select();
  }
  live.textContent = shown;
}

/** Shows the link with the answers as a picture that a phone can scan. */
async function picture(button) {
  const link = box.querySelector("[data-do=copy]").href;
  const { encode } = await import("./qr.mjs");
  const { data, size } = encode(link, { ecc: "L", border: 4 });
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "The link with these answers, as a picture to scan");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join(""));
  svg.append(path);
  button.parentElement.after(svg);
  button.remove();
}

/** Opens answers that the reader saved before. */
async function openFile(input) {
  const [file] = input.files;
  if (!file) return;
  const text = file.size > 100_000 ? "" : await file.text();
  enter(fresh());
  kept.first = null;
  enterHistory(place);
  send({ do: "open", on: today(), file: text }, "link");
}

box.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target.closest("form[data-form]");
  if (!form) return;
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] ??= []).push(value);
  answer(form.dataset.form, fields, inWords(form));
});

/** An answer: one of the first pages leads on at once where it is known where to, and Python hears of it. */
function answer(form, fields, words) {
  const step = kept.first && first.after(form, fields.answer?.[0], kept.first);
  if (step?.error) return put(step);
  if (step) kept.first = step.said;
  if (step?.html) put(step);
  if (!step?.html || !broken) send({ do: "submit", form, fields, on: today() }, step?.html ? "first" : "page", words);
}

box.addEventListener("click", (event) => {
  const target = event.target.closest("[data-go], [data-do], [data-focus]");
  if (!target) return;
  event.preventDefault();
  const { dataset } = target;
  if (dataset.focus) document.getElementById(dataset.focus)?.focus();
  else if (dataset.do === "print") print();
  else if (dataset.do === "copy") copy(target.href, dataset.done);
  else if (dataset.do === "picture") picture(target);
  else if (dataset.do === "answer") answer(`ask/${dataset.fact}`, { answer: [dataset.answer] }, null);
  else if (dataset.do === "restart") sure(target, answered().length, () => send({ do: "restart", on: today() }));
  else if (dataset.do) {
    const { do: what, step, to, fact, answer: instead, what: thing } = dataset;
    send({ do: what, step, to, fact, answer: instead, what: thing, on: today() });
  }
  else send({ do: "go", to: dataset.go });
});

box.addEventListener("input", ({ target }) => {
  if (target.dataset.fill) typedInto(box, target);
});

box.addEventListener("change", ({ target }) => {
  if (target.id === "saved") openFile(target);
});

whenCleared((names) => {
  if (!names.includes(journey) || broken === "left") return;
  anew();
  if (broken) return location.reload();
  show(asBuilt);
  place = asBuilt.place;
  history.replaceState({ journey, place, depth }, "");
  live.textContent = "Your answers were cleared in another tab.";
});

addEventListener("popstate", ({ state }) => {
  if (broken === LEFT) return;
  if (!state?.journey) {
    // A link within the page made this entry, and it belongs to what is shown; or it is a link with answers.
    const link = linkIn(location);
    depth += 1;
    if (link) openLink(link);
    else history.replaceState({ journey, place, depth }, "");
    return;
  }
  if (state.journey !== journey) enter(state.journey);
  depth = state.depth ?? 0;
  const page = kept.first && first.page(state.place, kept.first);
  if (page) {
    show({ html: page, title: asBuilt.title });
    place = state.place;
    document.querySelector("#title")?.focus();
  }
  if (broken) return page ? undefined : showStopped();
  send(kept.state || page ? { do: "go", to: state.place } : { do: "open", on: today() }, "history");
});

// A page that the browser kept whole, shown again after its answers were cleared.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && (broken || (kept.answers.length && !load().state))) location.reload();
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

const link = linkIn(location);
const gone = wayOut(
  () => {
    broken = LEFT;
    python?.stop();
    forget();
  },
  () => depth,
);
if (gone) {
  // Nothing more is shown here.
} else if (link) openLink(link);
else if (kept.html || waiting.length) {
  // Here again: what was shown stands at once, and Python looks at it when it is there.
  const at = history.state?.place ?? kept.place;
  kept.shown = "";
  show(kept.html ? kept : asBuilt);
  place = kept.place ?? place;
  waiting = waiting.filter((w) => w.event.do !== "open" || w.event.link || w.event.file);
  if (kept.state) waiting.unshift({ event: { do: "open", on: today(), at }, from: "reload" });
}
if (!gone) {
  history.replaceState({ journey, place: history.state?.place ?? place, depth }, "");
  showProgress();
  python = new Python(box.dataset.worker, { quiet: Number(box.dataset.quiet), slow: Number(box.dataset.slow) }, hears);
}
