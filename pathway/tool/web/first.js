// The first pages, which the build finished: who, where, danger, and every emergency that an answer leads to. They are
// walked here, so that nobody waits for Python to be told whom to call. The same answers go to Python, which comes to the
// same pages (see pathway/tool/shell.py).

/** The walk through the first pages. `pages` maps names to HTML: `PLACE VOICE`, with `: ANSWER` for an emergency. */
export class First {
  constructor(pages) {
    this.pages = pages;
    this.places = ["voice", "area", ...Object.keys(pages).flatMap((name) => name.match(/^ask\/\S+/) ?? []).slice(0, 1)];
  }

  /** The page of a place in a voice; nothing if it is not one of these. */
  page(place, { voice }) {
    return this.pages[place === "voice" ? place : `${place} ${voice}`];
  }

  /**
   * Where an answer leads: `{said, place, html}`, with `still` for an emergency, which takes the place of the question,
   * and `error` where nothing was chosen. Nothing where only Python knows.
   */
  after(place, answer, said) {
    const at = this.places.indexOf(place);
    if (at < 0 || (at > 0 && !said.voice)) return null;
    const here = place === "voice" ? place : `${place} ${said.voice}`;
    if (!answer) return { said, place, html: this.pages[`${here}!`], error: true };
    const now = { ...said, [place]: answer };
    const next = this.places[at + 1];
    if (next) return { said: now, place: next, html: this.page(next, now) };
    const emergency = this.pages[`${here}: ${answer}`];
    return emergency ? { said: now, place, html: emergency, still: true } : { said: now, place, html: "" };
  }

  /** Whether two pages are the same but for what is ticked. */
  same(one, other) {
    return one?.replaceAll(" checked", "") === other?.replaceAll(" checked", "");
  }
}
