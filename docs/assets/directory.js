// Shows a directory of providers out of a CSV file that the reader chooses. The file stays on the page.
(() => {
  "use strict";
  const COLUMNS = ["Name", "What they offer", "Ages", "Area", "Places", "Cost", "Registered", "Contact", "Last checked"];
  const REGISTERED = ["yes", "no", "unknown"];
  const MOST_BYTES = 10 * 1024 * 1024;
  const MOST_SHOWN = 200;
  const MOST_PROBLEMS = 100;
  const LONGEST_SHOWN = 500; // characters of a cell: the browser takes a minute to lay out a hundred thousand
  const LONGEST_QUOTED = 60;
  // What a spreadsheet may take for a formula, whatever line follows it, and behind what some of them skip. Papa's own
  // pattern ends at a line break: https://github.com/mholt/PapaParse/issues/1149
  const FORMULA = /^(?:[\t\r\n]|[\s"'\u200b-\u200d\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
  const MARKED = new RegExp(`^'(?=${FORMULA.source.slice(1)})`);
  // What nobody sees: marks that turn the direction of text, characters of no width, controls. The two joiners that some
  // names need stay.
  const UNSEEN =
    /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
  const SEP = /^"?sep=([^"\r\n])"?[,;\t ]*(?:\r\n?|\n|$)/i;
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  const box = document.querySelector(".directory");
  const file = box.querySelector("input[type=file]");
  const error = box.querySelector(".error");
  const status = box.querySelector("[role=status]");
  const wrong = box.querySelector(".wrong-rows");
  const look = box.querySelector("form.look");
  const words = look.querySelector("input");
  const order = look.querySelector("select");
  const list = box.querySelector(".providers");
  const vendor = new URL("vendor/", document.querySelector("script[src*='assets/directory.js']").src);
  let entries = [];
  let chosen = 0;

  const made = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // Days are ISO dates as text: they compare as they stand.

  function today() {
    const now = new Date();
    return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  const iso = (year, month, day) =>
    `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

  // 2026-11-21, or as British spreadsheets write it: 21/11/2026, 21/11/26, 21-Nov-26, 21 November 2026, with a time or
  // without. Null if there is no such day, and for 26-11-21: that may be the 26th as well as the 21st.
  function dayOf(text) {
    const said = text.replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, "");
    const first = said.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
    const last = said.match(/^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$/) ?? said.match(/^(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4}|\d{2})$/i);
    const named = (month) => MONTHS.findIndex((name) => name.toLowerCase().startsWith(month.toLowerCase())) + 1;
    const [year, month, day] =
      first?.slice(1).map(Number) ??
      (last ? [Number(last[3]) + (last[3].length === 2 ? 2000 : 0), Number(last[2]) || named(last[2]), Number(last[1])] : []);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? iso(year, month, day) : null;
  }

  const inWords = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  };

  // More than 12 months ago; on the day a year later it is not yet.
  const isStale = (day, now) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}` < now;

  // Never half of a character.
  const cut = (text, length) => (text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…` : text);
  const quoted = (text) => `“${cut(text, LONGEST_QUOTED)}”`;
  const seen = (text) => text.replace(UNSEEN, "").trim();

  // Rows of a sheet -> entries, and what is wrong by row. A cell that was made harmless for spreadsheets loses its mark;
  // one that is too long to show is saved whole.
  function read(rows, quotes, now) {
    const problems = [];
    const said = (row, words) => problems.push(`Row ${row + 1}: ${words}`);
    const at = rows.findIndex((row) => row.some((cell) => cell.trim()));
    if (at < 0) return { entries: [], problems: [], stop: "The file is empty" };
    const titles = rows[at].map(seen);
    const named = titles.map((title) => title.toLowerCase());
    const place = Object.fromEntries(COLUMNS.map((name) => [name, named.indexOf(name.toLowerCase())]));
    const missing = COLUMNS.filter((name) => place[name] < 0);
    if (missing.length)
      return { entries: [], problems: [], stop: `The first row must name the columns. Missing: ${missing.join(", ")}` };
    for (const title of titles.filter((title) => title && !COLUMNS.some((name) => name.toLowerCase() === title.toLowerCase())))
      said(at, `there is no column ${quoted(title)} in a directory, so it is left out`);
    const found = [];
    rows.forEach((row, number) => {
      if (number <= at || !row.some((cell) => cell.trim())) return;
      if (quotes.has(number)) return said(number, "a quotation mark is opened and not closed. The row is left out");
      if (row.length > named.length && row.slice(named.length).some((cell) => cell.trim()))
        return said(number, "it has more cells than there are columns: a text with a comma needs quotation marks. The row is left out");
      const written = COLUMNS.map((name) => (row[place[name]] ?? "").trim());
      const whole = written.map((cell) => seen(cell).replace(MARKED, ""));
      const cells = Object.fromEntries(COLUMNS.map((name, i) => [name, cut(whole[i], LONGEST_SHOWN)]));
      if (!cells.Name) return said(number, "the name is missing. The row is left out");
      if (/^example\b/i.test(cells.Name)) return said(number, "this is the example. Delete it");
      const long = Object.fromEntries(COLUMNS.map((name, i) => [name, whole[i]]).filter(([name, cell]) => cell !== cells[name]));
      const entry = { cells, long, row: number, day: null };
      for (const name of COLUMNS.filter((_, i) => written[i].search(UNSEEN) >= 0))
        said(number, `${name} holds characters that nobody sees, or that turn words round. They are left out`);
      for (const name of Object.keys(long)) said(number, `${name} is too long. The first ${LONGEST_SHOWN} characters are shown`);
      if (!cells["Last checked"]) said(number, "the day of the last check is missing");
      else {
        const day = dayOf(cells["Last checked"]);
        if (!day) said(number, `${quoted(cells["Last checked"])} is not a date. Write 2026-11-21 or 21/11/2026`);
        else if (day > now) said(number, `the last check, ${inWords(day)}, is in the future`);
        else entry.day = day;
      }
      const registered = cells.Registered.toLowerCase();
      if (REGISTERED.includes(registered)) cells.Registered = registered;
      else {
        said(number, `registered is ${quoted(cells.Registered)}. Write yes, no or unknown. It is shown as unknown`);
        cells.Registered = "unknown";
        delete long.Registered;
      }
      found.push(entry);
    });
    return { entries: found, problems, stop: "" };
  }

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const compared = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" }).compare;
  const ORDERS = {
    name: (a, b) => compared(a.cells.Name, b.cells.Name),
    area: (a, b) => compared(a.cells.Area, b.cells.Area) || ORDERS.name(a, b),
    checked: (a, b) => compared(a.day ?? "", b.day ?? "") || ORDERS.name(a, b),
  };

  // Thousands of entries are put in order, and their words made plain, once and not at each letter that is typed.
  const arrange = () => entries.sort(ORDERS[order.value]);

  function wanted() {
    const all = plain(words.value).split(/\s+/).filter(Boolean);
    if (!all.length) return entries;
    return entries.filter((entry) => {
      entry.text ??= plain(COLUMNS.map((name) => entry.cells[name]).join(" "));
      return all.every((word) => entry.text.includes(word));
    });
  }

  function card(entry, now) {
    const item = made("li");
    const stale = !entry.day || isStale(entry.day, now);
    item.append(made("h3", entry.cells.Name));
    if (stale) {
      item.className = "stale";
      item.append(made("p", entry.day ? "Check before use: nobody has checked this for over 12 months" : "Check before use: no date of a check", { class: "mark" }));
    }
    const facts = made("dl");
    const checked = entry.day ? inWords(entry.day) : entry.cells["Last checked"] ? `not known (${entry.cells["Last checked"]})` : "not known";
    for (const name of COLUMNS.slice(1)) {
      const fact = made("div");
      fact.append(made("dt", name), made("dd", name === "Last checked" ? checked : entry.cells[name] || "not said"));
      facts.append(fact);
    }
    const button = made("button", "Mark as checked today", { type: "button", class: "btn quiet" });
    button.append(made("span", `: ${entry.cells.Name}`, { class: "unseen" }));
    button.addEventListener("click", () => {
      entry.day = today();
      entry.cells["Last checked"] = entry.day;
      entry.text = undefined;
      delete entry.long["Last checked"];
      arrange();
      show();
      list.querySelector(`[data-row="${entry.row}"] button`)?.focus();
      status.textContent = `${entry.cells.Name} is marked as checked today. Save the file to keep it.`;
    });
    item.dataset.row = entry.row;
    item.append(facts, button);
    return item;
  }

  const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

  function show() {
    const now = today();
    const found = wanted();
    list.replaceChildren(...found.slice(0, MOST_SHOWN).map((entry) => card(entry, now)));
    const old = found.filter(({ day }) => !day || isStale(day, now)).length;
    const parts = [found.length === entries.length ? counted(entries.length, "entry", "entries") : `${counted(found.length, "entry", "entries")} of ${entries.length.toLocaleString("en-GB")}`];
    if (old) parts.push(`${old.toLocaleString("en-GB")} to check before use`);
    if (found.length > MOST_SHOWN) parts.push(`the first ${MOST_SHOWN} are shown, so narrow it down by words`);
    status.textContent = parts.join("; ") + ".";
  }

  function clear() {
    entries = [];
    list.replaceChildren();
    wrong.hidden = look.hidden = true;
    status.textContent = error.textContent = "";
    file.removeAttribute("aria-invalid");
  }

  function refuse(says) {
    error.textContent = says;
    file.setAttribute("aria-invalid", "true");
    file.focus();
  }

  // Loaded when the first file is chosen. It is made for <script>, not for import.
  let reader = null;
  function papa() {
    reader ??= new Promise((resolve, reject) => {
      const script = made("script", "", { src: new URL("papaparse.js", vendor) });
      script.addEventListener("load", () => resolve(window.Papa));
      script.addEventListener("error", () => {
        reader = null;
        reject(new Error("papaparse"));
      });
      document.head.append(script);
    });
    return reader;
  }

  // UTF-8, or what older spreadsheets write.
  function decoded(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }

  async function open() {
    const one = file.files[0];
    const mine = ++chosen;
    clear();
    if (!one) return;
    if (one.size > MOST_BYTES) return refuse("The file is larger than 10 MB. A directory is far smaller: is it the right file?");
    let rows;
    let quotes;
    try {
      const [Papa, bytes] = await Promise.all([papa(), one.arrayBuffer()]);
      const text = decoded(bytes);
      if (text.includes("\0")) {
        if (mine === chosen) refuse("This is not a CSV file. In your spreadsheet choose Save as, then CSV");
        return;
      }
      const [line, sep] = text.match(SEP) ?? [""]; // Excel's own, and no row of the sheet that it shows
      const sheet = text.slice(line.length);
      const used = sep && sheet.split(/[\r\n]/, 1)[0].includes(sep);
      const { data, errors } = Papa.parse(sheet, used ? { delimiter: sep } : {});
      rows = data;
      quotes = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
    } catch {
      if (mine === chosen) refuse("The file could not be read. Choose it again");
      return;
    }
    if (mine !== chosen) return; // another file was chosen meanwhile
    const result = read(rows, quotes, today());
    if (result.stop) return refuse(result.stop);
    entries = result.entries;
    if (result.problems.length) {
      const more = result.problems.length - MOST_PROBLEMS;
      wrong.querySelector("summary").textContent = `${counted(result.problems.length, "thing")} to mend in the file`;
      wrong.querySelector("ul").replaceChildren(
        ...result.problems.slice(0, MOST_PROBLEMS).map((says) => made("li", says)),
        ...(more > 0 ? [made("li", `and ${more.toLocaleString("en-GB")} more`)] : []),
      );
      wrong.hidden = false;
      wrong.open = true;
    }
    look.hidden = false;
    arrange();
    show();
  }

  // All entries, whatever is looked for; what a spreadsheet would take for a formula becomes text.
  async function save() {
    const Papa = await papa();
    const rows = [...entries].sort(ORDERS.name).map(({ cells, long, day }) => COLUMNS.map((name) => (name === "Last checked" && day ? day : (long[name] ?? cells[name]))));
    const text = Papa.unparse({ fields: COLUMNS, data: rows }, { escapeFormulae: FORMULA });
    const link = made("a", "", {
      download: "provider-directory.csv",
      href: URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" })),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    status.textContent = `Saved: ${counted(rows.length, "entry", "entries")}. Rows that were left out are not in the new file.`;
  }

  box.hidden = false;
  file.addEventListener("change", open);
  for (const form of box.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", show);
  order.addEventListener("change", () => {
    arrange();
    show();
  });
  look.querySelector("[data-print]").addEventListener("click", () => print());
  look.querySelector("[data-save]").addEventListener("click", save);
})();
