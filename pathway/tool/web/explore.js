// Explore: the answers of one child or two on one side, the live advice on the other, the tree with the path lit.
// It sends all answers at every change and shows what comes back (see pathway/tool/explore.py); it keeps nothing.
import { clear, sure, wayOut } from "./leave.js";
import { Python, linkIn, today } from "./python.js";

const box = document.getElementById("explore");
const loading = document.getElementById("tool-progress");
const live = document.getElementById("tool-live");

let children = [fromLink() ?? blank()];
let at = 0; // the child whose answers are shown
let shown = []; // what Python said of each child
let whatIf = false;
let tree = ""; // the tree that is drawn; empty is that of the next step
let ready = false;
let busy = false;
let waiting = false;

/** A child of whom nothing is known yet. */
function blank() {
  return { voice: "agency", area: "", on: "", concerns: [], given: {}, done: [] };
}

/** The child of a link with answers: its text, which Python reads and tells back as answers. */
function fromLink() {
  const link = linkIn(location);
  return link ? { ...blank(), link } : null;
}

function element(name, words = "", more = {}) {
  return Object.assign(document.createElement(name), { textContent: words }, more);
}

/** How many answers there are for a child. */
function count({ area, on, concerns, given, done }) {
  return [area, on, concerns.length, done.length, ...Object.values(given)].filter(Boolean).length;
}

/** Goes back to one child of whom nothing is known. */
function begin() {
  children = [blank()];
  at = 0;
  story.textContent = "";
  cases.value = "";
  changed("The answers are cleared.");
}

/** A button with what it does. */
function button(words, act, more = {}) {
  return Object.assign(element("button", words, { type: "button", className: "btn quiet", ...more }), { onclick: act });
}

// --- the page's own parts ---

const bar = element("div", "", { className: "bar" });
const tabs = element("div", "", { className: "tabs" });
tabs.setAttribute("role", "group");
tabs.setAttribute("aria-label", "Whose answers are shown");
const form = element("form", "", { className: "fields", autocomplete: "off" });
form.setAttribute("aria-label", "Answers");
const story = element("p", "", { className: "story" });
const advice = element("div", "", { className: "advice" });
const picture = element("section", "", { className: "picture" });
const cases = element("select", "", { id: "cases" });
const compare = button("Compare with a second child", () => {
  children = children.length > 1 ? [children[at]] : [children[0], structuredClone(children[0])];
  at = children.length - 1;
  changed(children.length > 1 ? "A second child with the same answers. Change what differs." : "One child again.");
});
const room = button("Large type", () => {
  const on = document.documentElement.classList.toggle("room");
  room.setAttribute("aria-pressed", String(on));
});
room.setAttribute("aria-pressed", "false");
const full = button("Full screen", () => (document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen()));
full.hidden = !document.fullscreenEnabled;
const again = button("Clear the answers", () => sure(again, children.reduce((sum, child) => sum + count(child), 0), begin));

function lay() {
  const pick = element("span", "", { className: "pick" });
  pick.append(element("label", "Open a worked case", { htmlFor: "cases" }), cases);
  bar.append(pick, compare, room, full, again);
  const left = element("section", "", { className: "left" });
  left.append(element("h2", "Answers"), tabs, story, form);
  const right = element("section", "", { className: "right" });
  right.append(element("h2", "Advice"), advice);
  box.replaceChildren(bar, left, right, picture);
  box.hidden = false;
}

async function readCases() {
  try {
    const all = await (await fetch(new URL(box.dataset.cases, location))).json();
    cases.append(element("option", "Choose a case", { value: "" }));
    for (const [label, trains] of [["For training", true], ["All other cases", false]]) {
      const group = element("optgroup", "", { label });
      for (const one of all) if (one.trains === trains) group.append(element("option", one.title, { value: one.case }));
      cases.append(group);
    }
    cases.onchange = () => {
      const one = all.find((c) => c.case === cases.value);
      if (!one) return;
      const { voice, area, on, concerns, given, done } = one;
      children[at] = { voice, area, on, concerns, given, done };
      story.textContent = one.story;
      tree = "";
      changed("The case is open.");
    };
  } catch {
    cases.parentElement.hidden = true;
  }
}

// --- to Python and back ---

/** Sends all answers. While Python works, only the last of the changes waits. */
function changed(said = "") {
  if (said) live.textContent = said;
  if (!ready) return;
  if (busy) {
    waiting = true;
    return;
  }
  busy = true;
  python.ask("", { do: "explore", on: today(), children, what_if: whatIf });
}

function show(reply) {
  busy = false;
  if (waiting) {
    // An answer has changed since: to show this reply would put the older answer back into its field.
    waiting = false;
    return changed();
  }
  const before = shown[at]?.title;
  shown = reply.children;
  for (const [i, { child, said }] of shown.entries()) {
    if (!child) continue;
    children[i] = child;
    story.textContent = live.textContent = said;
  }
  at = Math.min(at, shown.length - 1);
  showTabs();
  showFields(shown[at].fields);
  showAdvice();
  showTree();
  const next = advice.querySelector(".steps b")?.textContent ?? "";
  shown[at].title = next;
  if (next && next !== before && before !== undefined) live.textContent = `Next step: ${next}`;
}

function name(i) {
  return children.length > 1 ? `Child ${"AB"[i]}` : "";
}

function showTabs() {
  tabs.hidden = children.length < 2;
  compare.textContent = children.length > 1 ? "Back to one child" : "Compare with a second child";
  tabs.replaceChildren(
    ...children.map((_, i) => {
      const tab = button(name(i), () => {
        at = i;
        story.textContent = "";
        form.replaceChildren();
        changed();
      });
      tab.setAttribute("aria-pressed", String(i === at));
      return tab;
    }),
  );
}

/** The fields in their order. One that is there already stays the same element, so that typing goes on. */
function showFields(fields) {
  const have = new Map([...form.children].map((row) => [row.dataset.name, row]));
  let last = null;
  for (const { name, html, value, wrong, state } of fields) {
    let row = have.get(name);
    if (!row || row.made !== html) {
      const fresh = element("div", "", { className: "field" });
      fresh.dataset.name = name;
      fresh.innerHTML = html; // made by pathway/words/html.py, which escapes all of it
      fresh.made = html;
      row?.remove();
      row = fresh;
    }
    have.delete(name);
    const after = last ? last.nextSibling : form.firstChild;
    if (row !== after) form.insertBefore(row, after);
    last = row;
    row.classList.toggle("missing", state === "missing");
    row.classList.toggle("unused", state === "unused");
    row.querySelector(".wrong").textContent = wrong;
    for (const input of row.querySelectorAll("input, select")) {
      if (input.type === "checkbox") input.checked = value.includes(input.value);
      else {
        input.setAttribute("aria-invalid", String(Boolean(wrong)));
        if (input !== document.activeElement && !wrong) input.value = value;
      }
    }
  }
  for (const row of have.values()) row.remove();
}

function showAdvice() {
  advice.classList.toggle("two", shown.length > 1);
  const parts = shown.map(({ advice: html, link }, i) => {
    const part = element("div", "", { className: "child" });
    part.dataset.child = i;
    part.innerHTML = html; // as above
    if (shown.length > 1) part.prepend(element("h3", name(i)));
    const tool = element("a", "Open in the tool", { href: `${box.dataset.tool}#${link}` });
    if (children[i].concerns.length) part.append(tool);
    if (children[i].done.length) part.append(button("Undo what is done", () => {
      children[i].done = [];
      changed("Nothing is ticked as done.");
    }, { className: "link" }));
    return part;
  });
  const focused = advice.contains(document.activeElement) ? document.activeElement.dataset : null;
  advice.replaceChildren(...parts);
  if (focused) [...advice.querySelectorAll("button, summary")].find((b) => b.dataset.done === focused.done && b.dataset.for === focused.for)?.focus();
}

// --- the tree ---

const drawings = new Map();
let view = { x: 0, y: 0, scale: 1 };

async function drawing(name) {
  if (!drawings.has(name)) {
    const answer = await fetch(new URL(`${box.dataset.trees}${name}.svg`, location));
    if (!answer.ok) throw new Error(String(answer.status));
    drawings.set(name, new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement);
  }
  return document.importNode(drawings.get(name), true);
}

async function showTree() {
  const { trees, lit } = shown[at];
  picture.hidden = !children[at].concerns.length || !trees.length;
  if (picture.hidden) return;
  const chosen = trees.some(([id]) => id === tree) ? tree : trees[0][0];
  let select = picture.querySelector("select");
  if (!select) {
    const row = element("p", "", { className: "bar" });
    const pick = element("span", "", { className: "pick" });
    select = element("select", "", { id: "tree" });
    select.onchange = () => {
      tree = select.value;
      view = { x: 0, y: 0, scale: 1 };
      showTree();
    };
    pick.append(element("label", "The tree with the path lit", { htmlFor: "tree" }), select);
    row.append(pick, button("Zoom in", () => zoom(1.25)), button("Zoom out", () => zoom(0.8)), button("Whole tree", () => fit(true)));
    const frame = element("div", "", { className: "frame flow", tabIndex: 0 });
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Tree: move with the arrow keys, zoom with + and -, 0 shows the whole tree");
    drag(frame);
    let wide = 0; // as the page grows or shrinks, the tree is put into the middle of its frame again
    new ResizeObserver(() => {
      if (wide && frame.clientWidth !== wide && picture.querySelector(".drawn")) fit();
      wide = frame.clientWidth;
    }).observe(frame);
    picture.append(element("h2", "Tree"), row, frame);
  }
  select.replaceChildren(...trees.map(([id, title]) => element("option", title, { value: id })));
  select.value = chosen;
  let svg;
  try {
    svg = await drawing(chosen);
  } catch {
    return;
  }
  const on = new Set(lit[chosen] ?? []);
  for (const part of svg.querySelectorAll("[data-node], [data-line]")) {
    part.classList.toggle("lit", on.has(part.dataset.node ?? part.dataset.line));
  }
  svg.classList.add("drawn");
  svg.style.width = `${svg.viewBox.baseVal.width}px`;
  svg.style.height = `${svg.viewBox.baseVal.height}px`;
  const frame = picture.querySelector(".frame");
  const same = frame.dataset.tree === chosen;
  frame.dataset.tree = chosen;
  frame.replaceChildren(svg);
  if (same) place();
  else fit();
}

function place() {
  const svg = picture.querySelector(".drawn");
  svg.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
}

/** The tree in the middle of the frame: from its top at a size that can be read, or the whole of it. */
function fit(whole = false) {
  const { clientWidth, clientHeight } = picture.querySelector(".frame");
  const { width, height } = picture.querySelector(".drawn").viewBox.baseVal;
  const readable = Math.max(0.8, Math.min(1.2, clientWidth / width));
  const scale = whole ? Math.min(clientWidth / width, clientHeight / height) : readable;
  view = { x: Math.max(0, (clientWidth - width * scale) / 2), y: 0, scale };
  place();
}

function zoom(by, x, y) {
  const frame = picture.querySelector(".frame");
  x ??= frame.clientWidth / 2;
  y ??= frame.clientHeight / 2;
  const scale = Math.max(0.2, Math.min(4, view.scale * by));
  view = { x: x - ((x - view.x) * scale) / view.scale, y: y - ((y - view.y) * scale) / view.scale, scale };
  place();
}

/** Pan by dragging, zoom by two fingers, by the wheel with Ctrl, and by keys. */
function drag(frame) {
  const fingers = new Map();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  frame.addEventListener("pointerdown", (event) => {
    frame.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  frame.addEventListener("pointermove", (event) => {
    const was = fingers.get(event.pointerId);
    if (!was) return;
    const wide = fingers.size === 2 ? spread() : 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 1) {
      view = { ...view, x: view.x + event.clientX - was.x, y: view.y + event.clientY - was.y };
      place();
    } else if (wide) {
      const edge = frame.getBoundingClientRect();
      const [a, b] = [...fingers.values()];
      zoom(spread() / wide, (a.x + b.x) / 2 - edge.left, (a.y + b.y) / 2 - edge.top);
    }
  });
  for (const gone of ["pointerup", "pointercancel"]) frame.addEventListener(gone, (event) => fingers.delete(event.pointerId));
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const edge = frame.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.1 : 0.9, event.clientX - edge.left, event.clientY - edge.top);
    },
    { passive: false },
  );
  frame.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.key in moves) view = { ...view, x: view.x + moves[event.key][0], y: view.y + moves[event.key][1] };
    else if (event.key === "+" || event.key === "=") return zoom(1.25);
    else if (event.key === "-") return zoom(0.8);
    else if (event.key === "0") return fit(true);
    else return;
    event.preventDefault();
    place();
  });
}

// --- what the reader does ---

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", ({ target }) => {
  const child = children[at];
  const { name, type } = target;
  let value = target.value;
  if (type === "checkbox") {
    const boxes = [...form.querySelectorAll(`input[name="${CSS.escape(name)}"]`)];
    const alone = ["none of these", "not sure"];
    // "None of these" and "Not sure" stand alone: the last one ticked counts.
    for (const other of boxes) {
      if (target.checked && other !== target && (alone.includes(value) || alone.includes(other.value))) other.checked = false;
    }
    const ticked = boxes.filter((one) => one.checked).map((one) => one.value);
    value = name === "concerns" ? ticked : ticked.join(", ");
  }
  if (["voice", "area", "on", "concerns"].includes(name)) child[name] = value;
  else if (value) child.given[name] = value;
  else delete child.given[name];
  changed();
});
box.addEventListener("click", (event) => {
  const target = event.target.closest("[data-for], [data-what-if], [data-done]");
  if (!target) return;
  const { dataset } = target;
  const i = Number(target.closest(".child")?.dataset.child ?? at);
  if ("whatIf" in dataset) whatIf = true;
  else if (dataset.done) children[i].done = [...children[i].done, dataset.done];
  else children[i].given[dataset.for] = dataset.value;
  const field = form.querySelector(`[name="${CSS.escape(dataset.for ?? "")}"]`);
  if (field && i === at) field.value = dataset.value;
  changed();
});
addEventListener("hashchange", () => {
  const child = fromLink();
  if (child) {
    children[at] = child;
    changed();
  }
});

wayOut(clear, () => 0);
const python = new Python(
  box.dataset.worker,
  { quiet: Number(box.dataset.quiet), slow: Number(box.dataset.slow) },
  {
    problem(words) {
      loading.hidden = false;
      box.hidden = true;
      loading.replaceChildren(element("p", words));
      if (box.dataset.plain) loading.append(element("a", "Go on in the plain pages", { href: box.dataset.plain }));
    },
    progress(words, share) {
      loading.replaceChildren(element("p", `${words}: ${Math.round(share * 100)}%`));
      const bar = element("progress", "", { max: 1, value: share });
      bar.setAttribute("aria-label", words);
      loading.append(bar);
    },
    ready() {
      ready = true;
      loading.hidden = true;
      document.dispatchEvent(new Event("tool-ready"));
      lay();
      readCases();
      changed();
    },
    reply: show,
  },
);
