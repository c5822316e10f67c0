// Keeps the site on the device (sw.js), tells of a newer version, and fetches the tool's parts before they are needed.
// None of it may hold up what the reader came for.
(() => {
  "use strict";
  const root = new URL("../", document.currentScript.src);
  const workers = location.protocol.startsWith("http") ? navigator.serviceWorker : undefined;
  const line = navigator.connection;

  // The empty page that gives a waiting version its turn. Opened again, it is the page that the reader asked for.
  if ("turn" in document.documentElement.dataset) {
    const again = () => location.reload();
    workers.addEventListener("controllerchange", again);
    workers.addEventListener("message", ({ data }) => data === "stay" && again());
    workers.startMessages();
    setTimeout(again, 3_000);
    workers.getRegistration().then((kept) => (kept?.waiting ? kept.waiting.postMessage("take over") : again()), again);
    return;
  }

  // Python is ready: keeping the site competes with nothing now. Where data is dear, only the reader's own wish counts.
  document.addEventListener("tool-ready", () => {
    if (workers && !line?.saveData) workers.register(new URL("sw.js", root)).then(watch, () => {});
  });

  // A newer version is whole and waits.
  function tell() {
    if (document.querySelector(".newer")) return;
    const box = document.createElement("div");
    box.className = "newer";
    box.setAttribute("role", "status");
    document.querySelector(".danger").after(box);
    const words = document.createElement("p");
    words.textContent = "A newer version of this site is ready. If it is open in other tabs, close them first. ";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Use the newer version";
    button.addEventListener("click", () => {
      workers.addEventListener("message", ({ data }) => data === "turn" && location.reload());
      workers.controller?.postMessage("turn");
    });
    words.append(button);
    // A status is read out when something changes in it, so it has to be there before its words are.
    requestAnimationFrame(() => box.append(words));
  }

  let watched = null;
  function watch(kept) {
    if (!kept || kept === watched) return;
    watched = kept;
    if (kept.waiting) tell();
    const follow = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && kept.active) tell();
      });
    follow(kept.installing);
    kept.addEventListener("updatefound", () => follow(kept.installing));
  }
  if (workers?.controller) workers.getRegistration().then(watch, () => {});

  // The tool's parts into the browser's own cache, once a session, where the line is known to be fast and nothing is kept.
  async function warm() {
    try {
      if (sessionStorage.getItem("warmed")) return;
      sessionStorage.setItem("warmed", "yes");
      const low = { priority: "low" };
      const { parts } = await (await fetch(new URL("tool/runtime.json", root), low)).json();
      for (const { name } of parts) {
        const { body } = await fetch(new URL(`tool/${name}`, root), low);
        await body.pipeTo(new WritableStream());
      }
    } catch {
      // Nothing is stored here, or the line broke: the tool fetches its parts itself.
    }
  }
  const fast = line && !line.saveData && line.effectiveType === "4g" && line.downlink >= 5;
  if (fast && !workers?.controller && location.protocol.startsWith("http")) {
    addEventListener("load", () => {
      if (!document.querySelector("#tool, #explore")) requestIdleCallback(warm);
    });
  }
})();
