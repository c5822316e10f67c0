// Knows the words of somebody who is in danger, or who is with a child in danger: a parent's, a worker's or the child's own,
// misspelt, run together, or as they are texted. It needs no network, so that who to call is shown at once.
//
// `crisis.about(words)` is null, or says whether the words are about danger to oneself (`self`), about harm by another
// (`harm`), and whether they are a young person's own (`own`). To teach it a phrase, put the phrase into
// tests/crisis_words.py, see the test fail, and widen the pattern in crisis-words.js that should have known it.
const crisis = ((told) => {
  "use strict";
  const list = (text) => text.trim().split(/\s+/);
  const rows = (text, between) => text.split(between).map((row) => row.trim()).filter(Boolean);
  const pair = (row) => row.split(" = ");

  const spellings = new Map(rows(told.spellings, /[|\n]/).map(pair).flatMap(([means, ways]) => list(ways).map((way) => [way, means])));
  const known = list(told.known);
  const meant = new Set([...known, ...list(told.meant)]);
  const alike = [...known, ...[...spellings].filter(([, means]) => means === "suicide").map(([way]) => way)];
  const pieces = list(told.pieces);
  const joined = rows(told.joined, "\n").map(pair).map(([typed, means]) => [new RegExp(`\\b(?:${typed})\\b`, "g"), means.replace("\\", "$")]);

  // One pattern of many rows, with the parts in their places, each a choice of rows itself.
  const names = new RegExp(Object.keys(told.parts).sort((one, other) => other.length - one.length).join("|"), "g");
  function pattern(text) {
    let whole = rows(text, "\n").join("|");
    while (whole.search(names) >= 0) whole = whole.replace(names, (name) => `(?:${rows(told.parts[name], "\n").join("|")})`);
    return new RegExp(`\\b(?:${whole})(?![a-z])`, "g");
  }
  const { harmless, reasons, self, harm, unsafe, elsewhere, first, child, third, bare } = Object.fromEntries(
    ["harmless", "reasons", "self", "harm", "unsafe", "elsewhere", "first", "child", "third", "bare"].map((name) => [name, pattern(told[name])]),
  );

  // How many letters differ, two that are swapped as one; more than `most` are not counted out.
  function differ(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [before, last, row] = [[], [], Array.from({ length: other.length + 1 }, (_, i) => i)];
    for (let i = 1; i <= one.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
    }
    return row[other.length];
  }

  // The word of `words` that may be meant: it begins alike, and one letter is wrong, or two in a long word.
  function nearest(word, words) {
    let [best, least] = [word, Infinity];
    for (const other of words) {
      const shorter = Math.min(word.length, other.length);
      const most = shorter > 8 ? 2 : shorter > 3 ? 1 : 0;
      if (!most || (other[0] !== word[0] && (other[0] !== word[1] || other[1] !== word[0]))) continue;
      const far = differ(word, other, most);
      if (far <= most && far < least) [best, least] = [other, far];
    }
    return best;
  }

  // Words that were typed without the spaces between them.
  function apart(word) {
    if (word.length < 8 || !/want|self|mylife|hitsme|hurtsme|todie/.test(word)) return word;
    const ways = [[]];
    for (let at = 1; at <= word.length; at++)
      for (const piece of pieces) {
        const before = ways[at - piece.length];
        if (before && word.startsWith(piece, at - piece.length) && !(ways[at]?.length <= before.length + 1)) ways[at] = [...before, piece];
      }
    return ways[word.length]?.join(" ") ?? word;
  }

  // A letter that is held down says no more than one or two.
  function read(word, guess) {
    const calm = word.replace(/([a-z])\1{2,}/g, "$1$1");
    const single = calm.replace(/([a-z])\1/g, "$1");
    for (const way of single.length > 2 ? [word, calm, single] : [word, calm]) {
      if (spellings.has(way)) return spellings.get(way);
      if (meant.has(way)) return way;
    }
    const near = guess ? nearest(calm, alike) : calm;
    return near === calm ? apart(calm) : (spellings.get(near) ?? near);
  }

  // What was typed, as words that the patterns know, with single spaces: as it stands, or with a guess at what was meant.
  const letters = { 0: "o", 1: "i", 3: "e", "@": "a", "!": "i", $: "s" };
  function plain(text, guess) {
    const words = text
      .slice(0, 500)
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\u0300-\u036f'’‘`´*]/g, "")
      .replace(/[a-z@$]+(?:[013@!$]+[a-z]+)+/g, (word) => word.replace(/[013@!$]/g, (one) => letters[one]))
      .match(/[a-z0-9]+/g);
    return joined.reduce((said, [typed, means]) => said.replace(typed, means), (words ?? []).map((word) => read(word, guess)).join(" "));
  }

  const has = (wanted, said) => said.search(wanted) >= 0;
  const without = (unwanted, said) => said.replace(unwanted, " ; ").replace(/\s+/g, " ").trim();

  function heard(whole) {
    const said = without(harmless, whole);
    const harmed = has(harm, without(reasons, said));
    const hurt = has(self, said) || (!harmed && has(unsafe, said) && !has(elsewhere, whole));
    return harmed || hurt ? { self: hurt, harm: harmed } : null;
  }

  function about(text) {
    const typed = plain(text, false);
    const guessed = plain(text, true);
    const danger = heard(typed) ?? heard(guessed);
    if (!danger) return null;
    const me = has(first, guessed) || has(bare, guessed);
    return { ...danger, own: me && !has(child, guessed) && (!danger.self || !has(third, guessed)) };
  }
  return { about, nearest };
})(crisisWords);
