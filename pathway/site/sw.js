// Keeps the whole site on the reader's device, so that it works without a network.
//   One version is one list of files with the hash of each (see pathway/site/offline.py). A version is taken whole or not at
//   all, into a store of its own; a page is answered out of one store only, so that versions never mix.
//   page -> worker   "take over"   a waiting version becomes the one that answers, if this is the only page of the site
//                    "turn"        the next page that is opened gives the waiting version its turn, once more
//   worker -> page   {kept, of}    how far the keeping has come
//                    "stay"        it cannot take over: other pages of the site are open
//                    "turn"        heard

// The build writes here: the version, the hash of the list, what the addresses look like that are named by their content,
// and the file that holds all plain pages, with the length of its own list.
const told = { version: "", list: "", forever: "", plain: { file: "", index: 0 } };

const scope = self.registration.scope;
const at = (address) => new URL(address, scope).href;
const OURS = `back-to-learning ${new URL(scope).pathname} `;
const NAME = OURS + told.version;
const LIST = "offline.json";
const OFFLINE = "about/offline/";
const LOST = "404.html";
// A link with answers whose # a mail program has turned into %23. The page for what is not there puts it back
// (assets/lost.js), and nothing of the answers goes to the host.
const CHANGED = /%(?:25)*23v/i;
const AT_ONCE = 6;

// --- a version comes ---

self.addEventListener("install", (event) => event.waitUntil(fill()));

/** Fills the store of this version. What an older one has already is copied; whatever goes wrong leaves nothing behind. */
async function fill() {
  let wanted = [];
  try {
    const list = await fetched(LIST, told.list);
    wanted = Object.entries((await list.clone().json()).files);
    const of = wanted.length;
    const older = await known();
    const store = await caches.open(NAME);
    const some = async () => {
      for (let next = wanted.pop(); next; next = wanted.pop()) {
        const [address, hash] = next;
        await store.put(at(address), (await older.get(hash)?.()) ?? (await fetched(address, hash)));
        await tell({ kept: of - wanted.length, of });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
    await store.put(at(LIST), list);
  } catch (error) {
    wanted.length = 0;
    await caches.delete(NAME);
    throw error;
  }
}

/** The file as the host sends it, headers too, if it is the very file that the list means. */
async function fetched(address, integrity) {
  const cache = new RegExp(told.forever).test(address) ? "default" : "no-cache";
  const response = await fetch(at(address), { integrity, cache, credentials: "same-origin", priority: "low" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  // A browser refuses to open a page with an answer that was sent on from elsewhere.
  return response.redirected ? new Response(response.body, response) : response;
}

/** Where older versions of ours keep a file with this hash. */
async function known() {
  const found = new Map();
  for (const cacheName of await stores()) {
    const list = await caches.match(at(LIST), { cacheName });
    const { files } = list ? await list.json() : { files: {} };
    for (const [address, hash] of Object.entries(files)) found.set(hash, () => caches.match(at(address), { cacheName }));
  }
  return found;
}

/** The stores of other versions of this site. */
async function stores() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
}

async function tell(words) {
  for (const page of await windows()) page.postMessage(words);
}

async function windows() {
  const all = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  return all.filter(({ url }) => url.startsWith(scope));
}

// --- a version takes over ---

self.addEventListener("activate", (event) => event.waitUntil(begin()));

/** Clears away what is older. The pages that are open are taken over only where nothing older answered them. */
async function begin() {
  const older = await stores();
  await Promise.all(older.map((name) => caches.delete(name)));
  if (!older.length) await self.clients.claim();
}

let turned = null; // the waiting version that has had its turn

self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(takeOver(event.source));
  if (event.data !== "turn") return;
  turned = null;
  event.source.postMessage("turn");
});

async function takeOver(page) {
  const others = (await windows()).filter(({ id }) => id !== page.id);
  if (others.length) page.postMessage("stay");
  else await self.skipWaiting();
}

/**
 * An empty page in the place of the one that is opened. While it stands there, no page of the older version is open in
 * this tab; so if no other tab has one, the waiting version takes over. Then the page is opened again (assets/keep.js).
 */
async function turn() {
  const { waiting } = self.registration;
  if (!waiting || waiting === turned || (await windows()).length > 1) return null;
  const page = await caches.match(scope, { cacheName: NAME, ignoreVary: true });
  if (!page) return null;
  turned = waiting;
  const html =
    '<!doctype html><html lang="en-GB" data-turn><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">' +
    `<title>Back to Learning</title><link rel="icon" href="data:,"><noscript><meta http-equiv="refresh" content="0"></noscript>` +
    `<script src="${at("assets/keep.js")}"></script></head><body></body></html>`;
  return new Response(html, { headers: asPage(page.headers) });
}

// --- what the reader asks for ---

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  event.respondWith(request.mode === "navigate" ? opened(request) : other(request));
});

async function other(request) {
  return (await kept(request.url)) ?? fetch(request);
}

async function opened(request) {
  const address = request.url.replace(/[?#].*$/s, "");
  const found = (await turn()) ?? (await kept(address)) ?? (CHANGED.test(address) ? await kept(at(LOST)) : undefined);
  if (found) return found;
  if (await kept(`${address}/`)) return Response.redirect(`${address}/`);
  // Without its store this worker is of no use, and in the way of the next one.
  if (!(await caches.has(NAME))) await self.registration.unregister();
  try {
    return await fetch(request);
  } catch (error) {
    if (await kept(at(OFFLINE))) return Response.redirect(at(`${OFFLINE}#not-kept`));
    throw error;
  }
}

/** The file out of this version's store, whatever stands behind `?`; nothing if it is not kept. */
async function kept(address) {
  const name = address.replace(/[?#].*$/s, "").replace(/\/index\.html$/, "/").slice(scope.length);
  return (await caches.match(scope + name, { cacheName: NAME, ignoreVary: true })) ?? plain(name);
}

// --- the plain pages, all of them in one file ---

let pages = null;

/** The file, and where in it each page begins and how long it is. */
async function opening() {
  const response = await caches.match(at(told.plain.file), { cacheName: NAME, ignoreVary: true });
  if (!response) return null;
  const blob = await response.blob();
  return { blob, headers: asPage(response.headers), places: JSON.parse(await blob.slice(0, told.plain.index).text()) };
}

async function plain(name) {
  if (!told.plain.file || !name.startsWith("plain/")) return undefined;
  pages ??= await opening();
  const place = pages && Object.hasOwn(pages.places, name) ? pages.places[name] : null;
  if (!place) return undefined;
  const from = told.plain.index + place[0];
  return new Response(pages.blob.slice(from, from + place[1]), { headers: pages.headers });
}

/** The headers that the host sends, its security policy among them, for a page. */
function asPage(headers) {
  const own = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "etag", "last-modified"]) own.delete(name);
  own.set("content-type", "text/html; charset=utf-8");
  return own;
}
