// The way out: a link in the head of the page, and three presses of Shift. Without this script it is only a link.

const LEAVING = "leaving";

/**
 * Lets the reader leave at once for the page that the link names. `forget` clears what the tab keeps, `depth` says how
 * many entries of the history behind this one are the tool's. True where the reader is on their way out already.
 */
export function wayOut(forget, depth) {
  const link = document.querySelector("[data-leave-now]");
  if (!link) return false;
  const away = () => {
    drop();
    location.replace(link.href);
  };
  // A browser may open the tool again on the way back through its entries; then it goes on from there.
  if (dropped()) {
    document.documentElement.replaceChildren();
    away();
    return true;
  }

  function leave(event) {
    forget();
    if (window.top !== window) {
      // The page around this one is not ours: the link itself moves the whole window.
      if (!event) link.click();
      return;
    }
    event?.preventDefault();
    document.documentElement.replaceChildren();
    const back = depth();
    if (!back) return away();
    // Back to where the tool was entered, so that one press of Back afterwards shows what was there before it.
    try {
      sessionStorage.setItem(LEAVING, "1");
    } catch {
      // Nothing can be kept, so nothing of the tool is shown either.
    }
    addEventListener("popstate", away, { capture: true, once: true });
    history.go(-back);
    setTimeout(away, 3_000);
  }

  link.addEventListener("click", leave);

  // Three presses of Shift by itself: one that goes with another key is somebody writing, or moving back.
  let shifts = [];
  addEventListener("keydown", ({ key }) => {
    if (key !== "Shift") shifts = null;
  });
  addEventListener("keyup", ({ key, timeStamp }) => {
    if (key !== "Shift") return;
    shifts = shifts ? [...shifts, timeStamp].filter((at) => timeStamp - at < 5_000) : [];
    if (shifts.length > 2) leave();
  });
  return false;
}

// A tab that was opened from another began with a copy of its answers. So each tab tells the others what it cleared.
const otherTabs = toOtherTabs();
let heard = () => {};

function toOtherTabs() {
  try {
    const channel = new BroadcastChannel("journeys cleared");
    channel.onmessage = ({ data }) => {
      remove(data);
      heard(data);
    };
    return channel;
  } catch {
    return null; // This browser has no such way.
  }
}

/** Calls `act` with the names of the journeys that another tab cleared, once they are cleared here too. */
export function whenCleared(act) {
  heard = act;
}

const FEW = 3; // answers that are cleared without a question

/** Clears by `act`; where there are more than a few answers, asks first, in the place of the button that was pressed. */
export function sure(button, count, act) {
  if (count <= FEW) return act();
  const made = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words, ...more });
  const group = made("div", "", { className: "unfinished sure" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", "sure");
  const question = made("p", `Clear all ${count} answers? They cannot be brought back.`, { id: "sure", tabIndex: -1 });
  const back = () => {
    group.replaceWith(button);
    button.focus();
  };
  const yes = made("button", "Yes, clear them", { type: "button", className: "btn" });
  yes.onclick = () => {
    back();
    act();
  };
  const no = made("button", "No, keep them", { type: "button", className: "btn quiet", onclick: back });
  const row = made("p", "", { className: "take" });
  row.append(yes, no);
  group.append(question, row);
  group.addEventListener("keydown", ({ key }) => key === "Escape" && back());
  button.replaceWith(group);
  question.focus();
}

/** Removes every answer that this tab keeps, those of earlier journeys too, and the copies that other tabs have. */
export function clear() {
  try {
    const names = Object.keys(sessionStorage).flatMap((key) => (key.startsWith("journey ") ? [key.slice(8)] : []));
    remove(names);
    otherTabs?.postMessage(names);
  } catch {
    // Nothing was kept.
  }
}

function remove(names) {
  try {
    for (const name of names) sessionStorage.removeItem(`journey ${name}`);
  } catch {
    // Nothing was kept.
  }
}

function dropped() {
  try {
    return sessionStorage.getItem(LEAVING) !== null;
  } catch {
    return false;
  }
}

function drop() {
  try {
    sessionStorage.removeItem(LEAVING);
  } catch {
    // Nothing was kept.
  }
}
