// A school writes its names into the model policy and takes it away. Nothing is sent, and nothing is kept.
(() => {
  "use strict";
  const start = document.getElementById("the-policy");
  const word = document.querySelector("article a[href$='.docx']");
  const vendor = new URL("vendor/", document.querySelector("script[src*='assets/policy.js']").src);
  const NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const LONGEST_ALIAS = 64;

  const made = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // Everything from the heading of the policy to the next heading of its rank: what is printed and copied.
  function gathered() {
    const policy = made("div", "", { class: "policy" });
    start.after(policy);
    while (policy.nextSibling && policy.nextSibling.nodeName !== "H2") policy.append(policy.nextSibling);
    return policy;
  }

  const policy = gathered();
  const blanks = new Map();
  for (const blank of policy.querySelectorAll("[data-blank]"))
    blanks.set(blank.dataset.blank, [...(blanks.get(blank.dataset.blank) ?? []), blank]);

  // XML has no place for controls, halves of characters and the two that are none, and a name needs none of them; nor what
  // would turn round the words that follow a name pasted from elsewhere.
  const typed = (input) =>
    input.value.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, " ").replace(/[\u202a-\u202e\u2066-\u2069]/g, "").trim();

  function write(words, value) {
    for (const blank of blanks.get(words)) {
      blank.querySelector(".words").textContent = value || `[${words}]`;
      blank.classList.toggle("filled", Boolean(value));
    }
  }

  // The policy as plain text, block by block; the blanks that are left keep their brackets.
  function asText() {
    const said = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const lines = [];
    for (const block of policy.children) {
      if (block.matches("h3")) lines.push("", said(block), "");
      else if (block.matches("ol, ul"))
        [...block.children].forEach((item, i) => lines.push(`${block.matches("ol") ? `${i + 1}.` : "-"} ${said(item)}`));
      else if (block.querySelector("table")) {
        const rows = [...block.querySelectorAll("tr")].map((row) => [...row.cells].map(said));
        if (rows[0].length === 2) lines.push(...rows.slice(1).map((row) => row.join(": ")));
        else lines.push(...rows.map((row) => row.join("\t")));
      } else lines.push(said(block), "");
    }
    return `${lines.join("\n").replace(/\n{3,}/g, "\n\n").trim()}\n`;
  }

  // The Word file's main part with the form fields filled, each known by its title.
  function filled(xml, values) {
    const file = new DOMParser().parseFromString(xml, "application/xml");
    const all = (element, name) => [...element.getElementsByTagNameNS(NAMESPACE, name)];
    for (const field of all(file, "sdt")) {
      const value = values.get(all(field, "alias")[0]?.getAttributeNS(NAMESPACE, "val"));
      if (!value) continue;
      for (const placeholder of all(field, "showingPlcHdr")) placeholder.remove();
      const [run, ...others] = all(field, "r");
      for (const other of others) other.remove();
      for (const look of all(run, "rPr")) look.remove();
      const [text, ...rest] = all(run, "t");
      for (const other of [...rest, ...all(run, "br")]) other.remove();
      text.textContent = value;
    }
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${new XMLSerializer().serializeToString(file.documentElement)}`;
  }

  async function wordFile(values) {
    const [zip, answer] = await Promise.all([import(new URL("fflate.js", vendor)), fetch(word.href)]);
    if (!answer.ok) throw new Error(String(answer.status));
    const parts = zip.unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const name = "word/document.xml";
    parts[name] = zip.strToU8(filled(zip.strFromU8(parts[name]), values));
    return new Blob([zip.zipSync(parts)], { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
  }

  function save(file, name) {
    const link = made("a", "", { download: name, href: URL.createObjectURL(file) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  const form = made("form", "", { class: "form fill", autocomplete: "off", "aria-labelledby": "fill-title" });
  const status = made("p", "", { role: "status" });
  form.append(
    made("h2", "Write in your names", { id: "fill-title" }),
    made("p", "The policy below changes as you type. What you leave empty stays a blank.", { class: "soft" }),
  );
  const grid = made("div", "", { class: "fields" });
  const inputs = new Map();
  for (const words of blanks.keys()) {
    const id = `blank-${inputs.size + 1}`;
    const input = made("input", "", { id, autocomplete: "off", maxlength: "300" });
    input.addEventListener("input", () => write(words, typed(input)));
    inputs.set(words, input);
    const field = made("div", "", { class: "field" });
    field.append(made("label", words[0].toUpperCase() + words.slice(1), { for: id }), input);
    grid.append(field);
  }
  form.append(grid);

  const values = () =>
    new Map([...inputs].map(([words, input]) => [words.slice(0, LONGEST_ALIAS), typed(input)]));
  const left = () => [...inputs.values()].filter((input) => !typed(input)).length;
  const stillEmpty = () => (left() === 0 ? "" : left() === 1 ? " One blank is still empty." : ` ${left()} blanks are still empty.`);

  const row = made("p", "", { class: "take" });
  const button = (name, does) => {
    const one = made("button", name, { type: "button", class: "btn quiet" });
    one.addEventListener("click", does);
    row.append(one, " ");
  };
  button("Print", () => print());
  button("Copy as text", async () => {
    try {
      await navigator.clipboard.writeText(asText());
      status.textContent = `The policy is copied. Paste it where you want it.${stillEmpty()}`;
    } catch {
      getSelection().selectAllChildren(policy);
      status.textContent = "Your browser did not let us copy. The policy is marked for you: copy it with Ctrl and C, or with the menu.";
    }
  });
  if (word)
    button("Save as a Word file", async () => {
      status.textContent = "Making the file";
      try {
        save(await wordFile(values()), "school-policy.docx");
        status.textContent = `The Word file is made.${stillEmpty()}`;
      } catch {
        status.textContent = "The Word file could not be made. You can take the empty one from the top of this page.";
      }
    });
  button("Empty all blanks", () => {
    for (const [words, input] of inputs) {
      input.value = "";
      write(words, "");
    }
    status.textContent = "All blanks are empty again.";
    inputs.values().next().value.focus();
  });
  form.append(row, status);
  form.addEventListener("submit", (event) => event.preventDefault());
  start.before(form);
})();
