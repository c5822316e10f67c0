// Finds pages by words, in the page itself. The words stay in the box: they are sent nowhere, and enter neither the address
// nor the history. Words of danger show who to call above all results, before anything is fetched (crisis.js).
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const input = form.elements.words;
  const status = form.querySelector("[role=status]");
  const list = form.querySelector(".found");
  const nothing = form.querySelector(".nothing");
  const help = form.querySelector(".gethelp");
  const most = 20;
  let index = null;
  let vocabulary = [];

  // What a word counts for where it stands, and what a whole phrase of the page's own list of searches adds.
  const weights = { title: 8, find: 6, headings: 4, text: 1 };
  const phrase = 30;
  // Words that say nothing about what is wanted. A search of nothing else keeps them.
  const stops = new Set(
    ("a about all am an and any are as at be been but by can cannot cant could did do does doesnt doing dont for from get gets " +
      "give given go goes going got had has have having he her hers him his how i if in into is isnt it its just keep keeps let me " +
      "mine my need needs not of on only or our out own put say says see shall she should so some son daughter than that the " +
      "their them then there they this to too up us very want wants was we were what when where which who why will with wont " +
      "would you your child children kid kids pupil")
      .split(" "),
  );

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
  const words = (text) => text.toLowerCase().normalize("NFKD").replace(/['’]/g, "").match(/[a-z0-9]+/g) || [];
  const stem = (word) =>
    word.length > 4 ? word.replace(/ies$|ied$/, "y").replace(/(ation|ing|ion|ed|es|s|e)$/, "").replace(/(.)\1$/, "$1") : word;
  const stems = (text) => words(text).map(stem);
  const wantedIn = (text) => {
    const all = words(text);
    const kept = all.filter((word) => !stops.has(word));
    return [...new Set((kept.length ? kept : all).map(stem))];
  };

  // The index has an entry for each page and each of its sections; a result is a page.
  async function read() {
    const answer = await fetch(form.dataset.index);
    if (!answer.ok) throw new Error(String(answer.status));
    const { docs } = await answer.json();
    const pages = new Map();
    for (const doc of docs) {
      const [at, anchor] = doc.location.split("#");
      if (!pages.has(at)) pages.set(at, { at, title: "", says: "", boost: 1, find: [], sections: [], text: new Map() });
      const page = pages.get(at);
      const title = plain(doc.title);
      const text = plain(doc.text);
      if (anchor === undefined) {
        page.title = title;
        page.boost = doc.boost ?? 1;
        page.says = doc.says ?? "";
        page.find = [title, ...(doc.find ?? [])].map((phrase) => ({ wanted: wantedIn(phrase), whole: [...new Set(stems(phrase))] }));
      }
      page.sections.push({ at: doc.location, title, text, headings: anchor === undefined ? [] : stems(title), words: stems(text) });
    }
    const found = [...pages.values()];
    for (const page of found) {
      page.titles = new Set(stems(page.title));
      page.finds = new Set(page.find.slice(1).flatMap(({ wanted }) => wanted));
      page.headings = new Set(page.sections.flatMap((section) => section.headings));
      for (const word of page.sections.flatMap((section) => section.words)) page.text.set(word, (page.text.get(word) ?? 0) + 1);
    }
    // Words that many pages have come first: a misspelt word is more likely one of them.
    const having = new Map();
    for (const page of found)
      for (const word of new Set([...page.titles, ...page.finds, ...page.text.keys()])) having.set(word, (having.get(word) ?? 0) + 1);
    vocabulary = [...having].sort((one, other) => other[1] - one[1]).map(([word]) => word);
    return found;
  }

  // A word that no page has may be misspelt.
  const meant = (word) => (vocabulary.includes(word) ? word : crisis.nearest(word, vocabulary));

  // How many times each word is rarer than a word that every page has, so that rare words decide.
  function rarity(word) {
    const having = index.filter((page) => page.titles.has(word) || page.finds.has(word) || page.text.has(word)).length;
    return Math.log(1 + index.length / (1 + having));
  }

  // How much of two lists of words is in both.
  const shared = (one, other) => {
    const both = one.filter((word) => other.includes(word)).length;
    return both / (one.length + other.length - both || 1);
  };

  // Every word is wanted and none is required: a page with more of them comes before one with fewer.
  function score(page, wanted, asked) {
    let sum = 0;
    let met = 0;
    let whole = 0;
    for (const { word, rare } of wanted) {
      whole += rare;
      const often = page.text.get(word) ?? 0;
      const points =
        (page.titles.has(word) ? weights.title : 0) +
        (page.finds.has(word) ? weights.find : 0) +
        (page.headings.has(word) ? weights.headings : 0) +
        weights.text * Math.min(3, Math.log2(1 + often));
      if (!points) continue;
      met += rare;
      sum += points * rare;
    }
    if (!met) return 0;
    // Small words tell apart phrases whose other words are the same: "won't go to school" and "schools".
    const sought = wanted.map(({ word }) => word);
    const nearest = Math.max(...page.find.map((said) => 0.6 * shared(sought, said.wanted) + 0.4 * shared(asked, said.whole)));
    return (sum * (met / whole) ** 2 + phrase * nearest ** 2) * page.boost;
  }

  // The section that says most of what is wanted, to show a part of and to lead to.
  function best(page, wanted) {
    const points = (section) =>
      wanted.reduce((sum, { word, rare }) => sum + rare * (3 * section.headings.includes(word) + section.words.includes(word)), 0);
    return page.sections.reduce((one, other) => (points(other) > points(one) ? other : one));
  }

  function excerpt(text, wanted) {
    const low = text.toLowerCase();
    const places = wanted.map(({ word }) => low.indexOf(word)).filter((place) => place >= 0);
    const at = places.length ? Math.max(0, Math.min(...places) - 60) : 0;
    const from = at ? text.indexOf(" ", at) + 1 : 0;
    const whole = from + 180 >= text.length;
    const cut = text.slice(from, whole ? text.length : text.lastIndexOf(" ", from + 180));
    return (from ? "… " : "") + cut + (whole ? "" : " …");
  }

  function link(at, words) {
    const made = document.createElement("a");
    made.href = form.dataset.root + at;
    made.textContent = words;
    return made;
  }

  function show(found, wanted) {
    list.replaceChildren(
      ...found.slice(0, most).map((page) => {
        const item = document.createElement("li");
        const section = best(page, wanted);
        const says = document.createElement("p");
        says.textContent = page.says || excerpt(section.text || page.sections[0].text, wanted);
        item.append(link(page.at, page.title), says);
        if (wanted.some(({ word }) => section.headings.includes(word)) && section.title !== page.title) {
          const part = document.createElement("p");
          part.append("Go to: ", link(section.at, section.title));
          item.append(part);
        }
        return item;
      }),
    );
  }

  // Who to call, for words of danger. What is shown depends on whether one is hurt by oneself or by another, and whose
  // words they are.
  function warn(words) {
    const danger = crisis.about(words);
    help.hidden = !danger;
    for (const part of help.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").some((kind) => danger?.[kind]);
    for (const way of help.querySelectorAll("[data-own]")) way.hidden = (way.dataset.own === "yes") !== Boolean(danger?.own);
    return Boolean(danger);
  }

  async function look() {
    const words = input.value;
    const inDanger = warn(words);
    const asked = wantedIn(words);
    nothing.hidden = true;
    if (!asked.length) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      index ??= await read();
    } catch {
      status.textContent = "The search could not be loaded. All pages are listed below.";
      return;
    }
    if (input.value !== words) return; // other words were asked meanwhile
    const wanted = [...new Set(asked.map(meant))].map((word) => ({ word, rare: rarity(word) }));
    const whole = [...new Set(stems(words).map(meant))];
    const found = index
      .map((page) => ({ page, points: score(page, wanted, whole) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .map(({ page }) => page);
    const count =
      found.length > most ? `The best ${most} of ${found.length} pages` : `${found.length} ${found.length === 1 ? "page" : "pages"} found`;
    if (found.length) status.textContent = count;
    else status.textContent = inDanger ? "All pages are listed below." : "Nothing found.";
    nothing.hidden = Boolean(found.length) || inDanger;
    show(found, wanted);
  }

  // A link of an earlier version has its words after the #: they are looked for, and taken out of the address at once.
  function fromLink() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("words");
    if (asked === null) return;
    history.replaceState(null, "", location.pathname);
    input.value = asked;
    look();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
    // The reader is led to who to call, past the keyboard of a phone.
    if (!help.hidden) help.focus();
  });
  addEventListener("hashchange", fromLink);
  fromLink();
})();
