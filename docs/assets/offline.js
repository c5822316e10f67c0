// Shows what this site keeps on the device, keeps the site there when asked to, and removes everything.
(() => {
  "use strict";
  const root = new URL("../", document.currentScript.src);
  const box = document.querySelector(".kept-here");
  const keep = box.querySelector("[data-do=keep]");
  const remove = box.querySelector("[data-do=remove]");
  const status = box.querySelector("[role=status]");
  const bar = box.querySelector("progress");
  const workers = location.protocol.startsWith("http") ? navigator.serviceWorker : undefined;
  const ours = `back-to-learning ${root.pathname} `;
  const ANSWERS = "journey ";

  const say = (name, words) => (box.querySelector(`[data-is=${name}]`).textContent = words);
  const counted = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

  /** The names that a storage of the browser holds; none where it is forbidden. */
  function names(storage) {
    try {
      return Object.keys(window[storage]);
    } catch {
      return [];
    }
  }

  /** This site's registration, if there is one. Another site may hold the folder above. */
  async function registered() {
    try {
      const found = await workers?.getRegistration(root);
      return found?.scope === root.href ? found : undefined;
    } catch {
      return undefined;
    }
  }

  async function stores() {
    try {
      return (await caches.keys()).filter((name) => name.startsWith(ours));
    } catch {
      return [];
    }
  }

  /** The version that answers, and its list; nothing if no version is whole. */
  async function version() {
    if (!(await registered())?.active) return null;
    for (const cacheName of await stores()) {
      const list = await caches.match(new URL("offline.json", root), { cacheName });
      if (list) return { name: cacheName.slice(ours.length), ...(await list.json()) };
    }
    return null;
  }

  async function look() {
    const journeys = names("sessionStorage").filter((name) => name.startsWith(ANSWERS)).length;
    say("answers", journeys ? counted(journeys, "set of answers", "sets of answers") : "None");
    const scheme = names("localStorage").includes("scheme");
    say("scheme", scheme ? "Your choice is kept" : "No choice is kept");
    const found = await version();
    keep.hidden = !workers || Boolean(found);
    const size = found && `${counted(Object.keys(found.files).length, "file", "files")} with ${counted(found.pages, "page", "pages")}, about ${Math.ceil(found.bytes / 1e6)} MB, version ${found.name}`;
    say("site", found ? `Kept: ${size}` : workers ? "Not kept" : "Not kept: this browser or window does not allow it");
  }

  function over(words) {
    bar.hidden = true;
    keep.disabled = false;
    status.textContent = words;
    return look();
  }

  /** Ends with the version in charge, or says why there is none. */
  async function take() {
    keep.disabled = true;
    status.textContent = "Keeping the site on this device.";
    bar.hidden = false;
    try {
      const found = await workers.register(new URL("sw.js", root));
      const worker = found.installing ?? found.waiting ?? found.active;
      await new Promise((done, failed) => {
        const see = () => {
          if (worker.state === "activated") done();
          if (worker.state === "redundant") failed(new Error(worker.state));
        };
        worker.addEventListener("statechange", see);
        see();
      });
      await over("The site is kept on this device. It now opens without internet.");
    } catch {
      await over("The site could not be kept: there is too little room, or the connection broke, or your browser does not allow it. It works online as before.");
    }
  }

  async function clear() {
    for (const name of names("sessionStorage")) if (name.startsWith(ANSWERS) || name === "warmed") sessionStorage.removeItem(name);
    for (const name of names("localStorage")) if (name === "scheme") localStorage.removeItem(name);
    delete document.documentElement.dataset.scheme;
    await (await registered())?.unregister();
    await Promise.all((await stores()).map((name) => caches.delete(name)));
    await over("Everything is removed. Nothing of this site is kept on this device now.");
  }

  workers?.addEventListener("message", ({ data }) => {
    if (data?.of) bar.value = data.kept / data.of;
  });
  keep.addEventListener("click", take);
  remove.addEventListener("click", () => clear().catch(() => over("Not everything could be removed. Delete this site's data in your browser's settings.")));
  box.hidden = false;
  look();
})();
