// Shows a directory of providers out of a CSV file that the reader chooses. The file stays on the page.
(() => {
  "use strict";
  const COLUMNS = ["Name", "What they offer", "Ages", "Area", "Places", "Cost", "Registered", "Contact", "Last checked"];
  const REGISTERED = ["yes", "no", "unknown"];
  const MOST_BYTES = 10 * 1024 * 1024;
  const MOST_SHOWN = 200;
  const MOST_PROBLEMS = 100;
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

  // 2026-11-21, or 21/11/2026 as British spreadsheets write it. Null if there is no such day.
  function dayOf(text) {
    const first = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
    const last = text.match(/^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/);
    const [year, month, day] = (first?.slice(1) ?? last?.slice(1).reverse() ?? []).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? iso(year, month, day) : null;
  }

  const inWords = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  };

  // More than 12 months ago; on the day a year later it is not yet.
  const isStale = (day, now) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}` < now;

  // Rows of a sheet -> entries, and what is wrong by row. A cell that was made harmless for spreadsheets loses its mark.
  function read(rows, quotes, now) {
    const problems = [];
    const said = (row, words) => problems.push(`Row ${row + 1}: ${words}`);
    const at = rows.findIndex((row) => row.some((cell) => cell.trim()));
    if (at < 0) return { entries: [], problems: [], stop: "The file is empty" };
    const named = rows[at].map((cell) => cell.trim().toLowerCase());
    const place = Object.fromEntries(COLUMNS.map((name) => [name, named.indexOf(name.toLowerCase())]));
    const missing = COLUMNS.filter((name) => place[name] < 0);
    if (missing.length)
      return { entries: [], problems: [], stop: `The first row must name the columns. Missing: ${missing.join(", ")}` };
    for (const name of rows[at].filter((cell) => cell.trim() && !COLUMNS.some((c) => c.toLowerCase() === cell.trim().toLowerCase())))
      said(at, `there is no column “${name.trim()}” in a directory, so it is left out`);
    const found = [];
    rows.forEach((row, number) => {
      if (number <= at || !row.some((cell) => cell.trim())) return;
      if (quotes.has(number)) return said(number, "a quotation mark is opened and not closed. The row is left out");
      if (row.length > named.length && row.slice(named.length).some((cell) => cell.trim()))
        return said(number, "it has more cells than there are columns: a text with a comma needs quotation marks. The row is left out");
      const cells = Object.fromEntries(
        COLUMNS.map((name) => [name, (row[place[name]] ?? "").trim().replace(/^'(?=[=+\-@])/, "")]),
      );
      if (!cells.Name) return said(number, "the name is missing. The row is left out");
      if (/^example\b/i.test(cells.Name)) return said(number, "this is the example. Delete it");
      const entry = { cells, row: number, day: null };
      if (!cells["Last checked"]) said(number, "the day of the last check is missing");
      else {
        const day = dayOf(cells["Last checked"]);
        if (!day) said(number, `“${cells["Last checked"]}” is not a date. Write 2026-11-21 or 21/11/2026`);
        else if (day > now) said(number, `the last check, ${inWords(day)}, is in the future`);
        else entry.day = day;
      }
      const registered = cells.Registered.toLowerCase();
      if (REGISTERED.includes(registered)) cells.Registered = registered;
      else {
        said(number, `registered is “${cells.Registered}”. Write yes, no or unknown. It is shown as unknown`);
        cells.Registered = "unknown";
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

  function wanted() {
    const all = plain(words.value).split(/\s+/).filter(Boolean);
    return entries
      .filter(({ cells }) => {
        const text = plain(COLUMNS.map((name) => cells[name]).join(" "));
        return all.every((word) => text.includes(word));
      })
      .sort(ORDERS[order.value]);
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
      const { data, errors } = Papa.parse(text);
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
    show();
  }

  // All entries, whatever is looked for; what a spreadsheet would take for a formula becomes text.
  async function save() {
    const Papa = await papa();
    const rows = [...entries].sort(ORDERS.name).map(({ cells, day }) => COLUMNS.map((name) => (name === "Last checked" && day ? day : cells[name])));
    const text = Papa.unparse({ fields: COLUMNS, data: rows }, { escapeFormulae: true });
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
  order.addEventListener("change", show);
  look.querySelector("[data-print]").addEventListener("click", () => print());
  look.querySelector("[data-save]").addEventListener("click", save);
})();
