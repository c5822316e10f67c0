// What somebody types into the boxes of a letter. It fills the letter at once and is kept nowhere but here: not in the
// state, not in the tab's storage, not in a link. It goes to Python only with the wish for a file or a copy.

const typedWords = new Map();

/** Puts what was typed into the boxes of a page and into its letter. */
export function fillLetter(box) {
  for (const entry of box.querySelectorAll("[data-fill]")) entry.value = typedWords.get(entry.dataset.fill) ?? "";
  for (const blank of box.querySelectorAll("[data-box]")) showTyped(blank);
}

/** Takes what was typed into a box, and shows it in the letter. */
export function typedInto(box, { dataset, value }) {
  typedWords.set(dataset.fill, value);
  for (const blank of box.querySelectorAll(`[data-box="${dataset.fill}"]`)) showTyped(blank);
}

/** What was typed, by the names of the boxes. */
export function whatWasTyped() {
  return Object.fromEntries(typedWords);
}

export function forgetTyped() {
  typedWords.clear();
}

function showTyped(blank) {
  const words = blank.querySelector(".words");
  blank.dataset.gap ??= words.textContent;
  const value = (typedWords.get(blank.dataset.box) ?? "").trim();
  words.textContent = value || blank.dataset.gap;
  blank.classList.toggle("filled", Boolean(value));
  if ("optional" in blank.dataset) blank.closest("p").hidden = !value; // what need not be said has no line of its own
}
