// Finds pages by words, in the page itself. What is looked for stands after the # and is sent nowhere.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const input = form.elements.words;
  const status = form.querySelector("[role=status]");
  const list = form.querySelector(".found");
  const most = 20;
  let index = null;

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
  const words = (text) => text.toLowerCase().normalize("NFKD").match(/[a-z0-9]+/g) || [];
  const stem = (word) => (word.length > 4 ? word.replace(/(ing|ies|es|ed|s|y)$/, "") : word);

  async function read() {
    const answer = await fetch(form.dataset.index);
    if (!answer.ok) throw new Error(String(answer.status));
    const { docs } = await answer.json();
    return docs.map((doc) => {
      const text = plain(doc.text);
      return { ...doc, title: plain(doc.title), text, titleWords: words(doc.title), textWords: words(text) };
    });
  }

  // A word counts eight times in a title; words that begin alike count half.
  function score(doc, wanted) {
    let sum = 0;
    for (const word of wanted) {
      const one = (list, weight) =>
        list.reduce((best, other) => (other === word ? weight : other.startsWith(stem(word)) ? Math.max(best, weight / 2) : best), 0);
      const found = one(doc.titleWords, 8) + one(doc.textWords, 1);
      if (!found) return 0;
      sum += found;
    }
    return sum * (doc.boost ?? 1);
  }

  function excerpt(text, wanted) {
    const low = text.toLowerCase();
    const places = wanted.map((word) => low.indexOf(stem(word))).filter((place) => place >= 0);
    const at = places.length ? Math.max(0, Math.min(...places) - 60) : 0;
    const from = at ? text.indexOf(" ", at) + 1 : 0;
    const whole = from + 180 >= text.length;
    const cut = text.slice(from, whole ? text.length : text.lastIndexOf(" ", from + 180));
    return (from ? "… " : "") + cut + (whole ? "" : " …");
  }

  function show(found, wanted) {
    list.replaceChildren(
      ...found.slice(0, most).map((doc) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = form.dataset.root + doc.location;
        link.textContent = doc.title;
        const says = document.createElement("p");
        says.textContent = excerpt(doc.text, wanted);
        item.append(link, says);
        return item;
      }),
    );
  }

  async function look() {
    const wanted = words(input.value);
    history.replaceState(null, "", wanted.length ? "#" + new URLSearchParams({ words: input.value }) : location.pathname);
    if (!wanted.length) {
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
    const found = index
      .map((doc) => ({ doc, points: score(doc, wanted) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .map(({ doc }) => doc);
    status.textContent =
      found.length === 0
        ? "Nothing found. Try fewer or other words."
        : found.length > most
          ? `The best ${most} of ${found.length} places`
          : `${found.length} ${found.length === 1 ? "place" : "places"} found`;
    show(found, wanted);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  const asked = new URLSearchParams(location.hash.slice(1)).get("words");
  if (asked) {
    input.value = asked;
    look();
  }
})();
