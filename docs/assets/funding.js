// What a school contributes to medical education, then and as proposed. The shares stand in the page's own markup.
(() => {
  "use strict";
  const form = document.querySelector("form.sums");
  const MOST = 1_000_000_00;
  const PARTS = { awpu: "AWPU", notional: "Notional funding", premium: "Pupil Premium Grant" };

  // Pounds as people type them, in pence: "£4,000", "4 000.50". Null if it is no amount, and for "4 5": nothing is guessed.
  function pence(typed) {
    const text = typed.trim().replace(/^£\s*|\s*£$/gu, "");
    if (!/^(\d+|\d{1,3}([,\s]\d{3})+)(\.\d{1,2})?$/.test(text)) return null;
    const [pounds, rest = ""] = text.replace(/[,\s]/gu, "").split(".");
    return Number(pounds) * 100 + Number(rest.padEnd(2, "0"));
  }

  function whole(typed) {
    const text = typed.trim();
    return /^(\d{1,6}|\d{1,3}[,\s]\d{3})$/.test(text) ? Number(text.replace(/[,\s]/u, "")) : null;
  }

  // Figures and results in pence, shares in per cent: each part of one pupil's year, then the sums.
  function contribution(figures, shares) {
    const share = (name) => Math.round((figures[name] * shares[name]) / 100);
    const sums = (parts) => {
      const year = Object.values(parts).reduce((sum, part) => sum + part, 0);
      return { ...parts, year, term: Math.round(year / figures.terms), all: year * figures.pupils };
    };
    return {
      then: sums({ awpu: share("awpu"), notional: 0, premium: 0 }),
      proposed: sums({ awpu: share("awpu"), notional: share("notional"), premium: share("premium") }),
    };
  }

  const money = (sum) =>
    new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" }).format(sum / 100);

  const wrongAmount = (typed, name) => {
    if (!typed.trim()) return `Write the ${name} in pounds, or 0`;
    const sum = pence(typed);
    if (sum === null) return "Write pounds in figures, such as 4,000 or 4000.50";
    return sum > MOST ? "Write the amount for one pupil and one year: less than a million pounds" : "";
  };
  const wrongCount = (typed, least, most) => {
    const count = whole(typed);
    return count === null || count < least || count > most ? `Write a whole number from ${least} to ${most.toLocaleString("en-GB")}` : "";
  };
  const CHECKS = {
    awpu: (typed) => wrongAmount(typed, "AWPU"),
    notional: (typed) => wrongAmount(typed, "notional funding"),
    premium: (typed) => wrongAmount(typed, "Pupil Premium Grant"),
    terms: (typed) => wrongCount(typed, 1, 6),
    pupils: (typed) => wrongCount(typed, 1, 10000),
  };

  function read() {
    let first = null;
    for (const [name, check] of Object.entries(CHECKS)) {
      const field = form.elements[name];
      const says = check(field.value);
      document.getElementById(`${name}-error`).textContent = says;
      field.setAttribute("aria-invalid", String(Boolean(says)));
      if (says) first ??= field;
    }
    first?.focus();
    if (first) return null;
    const value = (name) => form.elements[name].value;
    return {
      awpu: pence(value("awpu")),
      notional: pence(value("notional")),
      premium: pence(value("premium")),
      terms: whole(value("terms")),
      pupils: whole(value("pupils")),
    };
  }

  const made = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  function show(figures, { then, proposed }) {
    const more = proposed.year - then.year;
    const rows = [
      ...Object.entries(PARTS).map(([key, name]) => [name, then[key], proposed[key]]),
      ["One pupil, one year", then.year, proposed.year],
      ["One pupil, one term", then.term, proposed.term],
      ...(figures.pupils > 1 ? [[`${figures.pupils.toLocaleString("en-GB")} pupils, one year`, then.all, proposed.all]] : []),
    ];
    const table = made("table");
    table.append(made("caption", "What the school would pay"));
    const head = table.createTHead().insertRow();
    head.append(...["Part", "At that time", "As proposed"].map((name) => made("th", name, { scope: "col" })));
    const body = table.createTBody();
    for (const [name, before, after] of rows) {
      const row = body.insertRow();
      if (!Object.values(PARTS).includes(name)) row.className = "sum";
      row.append(made("th", name, { scope: "row" }), made("td", money(before)), made("td", money(after)));
    }
    const words = `For one pupil: ${money(then.year)} a year at that time, ${money(proposed.year)} as proposed, ${money(more)} more. By the term: ${money(then.term)} and ${money(proposed.term)}.`;
    form.querySelector(".result").replaceChildren(made("p", words), table);
    form.querySelector("[data-print]").hidden = false;
  }

  function work() {
    const figures = read();
    if (!figures) {
      form.querySelector(".result").replaceChildren();
      form.querySelector("[data-print]").hidden = true;
      return;
    }
    const shares = Object.fromEntries(Object.keys(PARTS).map((name) => [name, Number(form.dataset[name])]));
    show(figures, contribution(figures, shares));
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work();
  });
  form.querySelector("[data-fill]").addEventListener("click", () => {
    for (const field of form.querySelectorAll("[data-example]")) field.value = field.dataset.example;
    work();
  });
  form.querySelector("[data-print]").addEventListener("click", () => print());
})();
