// What somebody types into the boxes of a letter. It fills the letter at once and is kept nowhere but here: not in the
// state, not in the tab's storage, not in a link. It goes to Python only with the wish for a file or a copy.

const typed = new Map();

/** Puts what was typed into the boxes of a page and into its letter. */
export function fill(box) {
  for (const entry of box.querySelectorAll("[data-fill]")) entry.value = typed.get(entry.dataset.fill) ?? "";
  for (const blank of box.querySelectorAll("[data-box]")) put(blank);
}

/** Takes what was typed into a box, and shows it in the letter. */
export function typing(box, { dataset, value }) {
  typed.set(dataset.fill, value);
  for (const blank of box.querySelectorAll(`[data-box="${dataset.fill}"]`)) put(blank);
}

/** What was typed, by the names of the boxes. */
export function whatWasTyped() {
  return Object.fromEntries(typed);
}

export function forgetTyped() {
  typed.clear();
}

function put(blank) {
  const words = blank.querySelector(".words");
  blank.dataset.gap ??= words.textContent;
  const value = (typed.get(blank.dataset.box) ?? "").trim();
  words.textContent = value || blank.dataset.gap;
  blank.classList.toggle("filled", Boolean(value));
}
