// Mail programs turn the # of a link into %23, so that a link with answers leads nowhere. On the page for what is not there
// this puts the # back, here in the browser. It runs before anything is shown.
(() => {
  "use strict";
  const root = new URL("../", document.currentScript.src).pathname;
  const found = location.pathname.match(/^(.*?)%((?:25)*)23(.*)$/is);
  if (!found || !found[1].startsWith(root)) return;
  const [, path, layers, rest] = found;
  let answers = rest;
  try {
    // As many times more as the # was changed; and once more where the signs between the answers were changed as well.
    for (let more = layers.length / 2; more > 0; more -= 1) answers = decodeURIComponent(answers);
    if (/^v%3d/i.test(answers)) answers = decodeURIComponent(answers);
  } catch {
    // An end that was cut off: the tool says what it cannot read.
  }
  if (!/^v=\d/i.test(answers)) return; // not answers of ours: the page says what it can
  const right = new URL(location.href);
  right.pathname = path;
  right.search = "";
  right.hash = answers;
  location.replace(right);
})();
