// Three small things that a page cannot do by itself: the menu on a phone, light or dark, and closing the menu with Escape.
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem("scheme");
  } catch {
    // No storage allowed: the choice then lasts for this page only.
  }
  if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;

  // Before the first paint: a menu that folds up later would make the whole page jump.
  root.classList.add("scripted");

  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches);

  document.addEventListener("DOMContentLoaded", () => {
    const menu = document.querySelector(".top .menu");
    if (!menu) return; // a page of an emergency has nothing beside it
    const list = document.getElementById("menu");
    const open = (yes) => {
      menu.setAttribute("aria-expanded", String(yes));
      list.classList.toggle("open", yes);
    };
    menu.hidden = false;
    menu.addEventListener("click", () => open(menu.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
        open(false);
        menu.focus();
      }
    });

    const scheme = document.querySelector(".top .scheme");
    const name = () => {
      scheme.textContent = isDark() ? "Light colours" : "Dark colours";
    };
    scheme.hidden = false;
    name();
    dark.addEventListener("change", name);
    scheme.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      name();
      try {
        localStorage.setItem("scheme", root.dataset.scheme);
      } catch {
        // As above.
      }
    });
  });
})();
