"""The search finds what people type: each search has a page that must be among the first three."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pathway.tool import frame
from tests import reading

FIRST = 3
SEARCHES = {
    # What families type
    "my child is too anxious for school": "parents/too-unwell/",
    "school refusal": "parents/too-unwell/",
    "EBSA": "parents/too-unwell/",
    "autistic child cannot go to school": "parents/too-unwell/",
    "fined for absence": "parents/fines/",
    "penalty notice": "parents/fines/",
    "taken to court for absence": "parents/fines/",
    "GP note": "parents/evidence/",
    "doctor won't write a letter": "toolkit/gp-letter/",
    "medical evidence": "parents/evidence/",
    "GP letter not enough": "toolkit/gp-letter-not-enough/",
    "home tutor": "parents/council-must/",
    "section 19": "toolkit/section-19-letter/",
    "letter to council for education": "toolkit/section-19-letter/",
    "excluded today": "parents/excluded/",
    "sent home early every day": "parents/excluded/",
    "permanent exclusion": "parents/excluded/",
    "EHCP not followed": "parents/ehc-plan/",
    "early review of EHC plan": "toolkit/early-review-letter/",
    "Section F therapy stopped": "parents/ehc-plan/",
    "CAMHS waiting list": "parents/waiting/",
    "part time timetable": "parents/going-back/",
    "going back to school after illness": "parents/going-back/",
    "phased return": "toolkit/reintegration-plan/",
    "off roll": "parents/no-school/",
    "no school place": "parents/no-school/",
    "how do I complain about the council": "toolkit/complaint-letter/",
    "ombudsman": "toolkit/ombudsman-letter/",
    "council ignored my letter": "parents/said-no/",
    "school won't help": "parents/school-must/",
    "tell the school my child is ill": "toolkit/tell-the-school-letter/",
    "meeting with school": "parents/meetings/",
    "my child's views": "toolkit/my-voice/",
    "year 11 exams and illness": "parents/sixteen/",
    "over 16 and ill": "parents/sixteen/",
    "child in hospital": "pathway/recovery/",
    "who can help me": "parents/help/",
    "SENDIASS": "parents/help/",
    "exhausted parent": "parents/help/",
    "what does EOTAS mean": "parents/words/",
    "what is a SENCO": "parents/words/",
    "what should happen next": "next-step/",
    # What schools and agencies type
    "sickness return": "toolkit/sickness-return/",
    "individual healthcare plan": "toolkit/healthcare-plan/",
    "early help assessment": "toolkit/early-help-preparation/",
    "panel referral": "toolkit/panel-referral/",
    "ten day monitoring": "toolkit/ten-day-monitor/",
    "online lessons at home": "toolkit/remote-learning-plan/",
    "reasonable adjustments anxiety": "toolkit/reasonable-adjustments/",
    "school policy for health needs": "toolkit/school-policy/",
    "provider directory": "toolkit/provider-directory/",
    "persistent absence 90%": "protocol/low-attendance/",
    "strategy discussion consent refused": "protocol/consent/",
    "children missing education 60 days": "protocol/missing-education/",
    "home education": "protocol/missing-education/",
    "special school attendance": "protocol/ehc-plans/",
    "mental health support team": "protocol/health/",
    "AWPU calculator": "protocol/funding/",
    "deadlines": "protocol/clocks/",
    "Kent": "about/areas/",
}

EVERYDAY = {
    "kicked out of school": ("parents/excluded/",),
    "my son got kicked out": ("parents/excluded/",),
    "expelled": ("parents/excluded/",),
    "excluded": ("parents/excluded/",),
    "suspended for a week": ("parents/excluded/",),
    "isolation": ("parents/excluded/",),
    "isolation booth all day": ("parents/excluded/",),
    "internal exclusion": ("parents/excluded/",),
    "seclusion": ("parents/excluded/",),
    "unofficial exclusion": ("parents/excluded/",),
    "cooling off": ("parents/excluded/",),
    "sent home": ("parents/excluded/",),
    "school keeps sending him home": ("parents/excluded/",),
    "told to collect my child early": ("parents/excluded/",),
    "managed move": ("parents/excluded/",),
    "my child wont go to school": ("parents/too-unwell/", "parents/"),
    "my child won't go to school": ("parents/too-unwell/", "parents/"),
    "my daughter wont go in": ("parents/too-unwell/", "parents/"),
    "school refuser": ("parents/too-unwell/",),
    "school refusal": ("parents/too-unwell/",),
    "he wont get out of bed": ("parents/too-unwell/",),
    "won't get out of bed": ("parents/too-unwell/",),
    "meltdown before school": ("parents/too-unwell/",),
    "meltdowns": ("parents/too-unwell/",),
    "masking": ("parents/too-unwell/",),
    "too anxious for school": ("parents/too-unwell/",),
    "panic attacks": ("parents/too-unwell/",),
    "tummy ache every morning": ("parents/too-unwell/",),
    "crying every morning": ("parents/too-unwell/",),
    "bunking off": ("parents/fines/",),
    "skiving": ("parents/fines/",),
    "truancy": ("parents/fines/",),
    "truancy fine": ("parents/fines/",),
    "fixed penalty": ("parents/fines/",),
    "school fine": ("parents/fines/",),
    "can I be fined if my child is ill": ("parents/fines/",),
    "summons": ("parents/fines/",),
    "magistrates court": ("parents/fines/",),
    "single justice procedure": ("parents/fines/",),
    "will I go to prison": ("parents/fines/",),
    "education welfare officer": ("parents/fines/",),
    "EWO": ("parents/fines/",),
    "attendance officer": ("parents/fines/",),
    "unauthorised absence": ("parents/fines/", "parents/school-must/"),
    "deregister": ("parents/no-school/",),
    "off rolling": ("parents/no-school/",),
    "off-rolled": ("parents/no-school/",),
    "taken off the register": ("parents/no-school/",),
    "home schooling": ("parents/no-school/",),
    "elective home education": ("parents/no-school/",),
    "flexi school": ("parents/no-school/",),
    "in-year admission": ("parents/no-school/",),
    "change school": ("parents/no-school/",),
    "move school": ("parents/no-school/",),
    "no school will take him": ("parents/no-school/",),
    "part time": ("parents/going-back/",),
    "half days": ("parents/going-back/",),
    "reduced timetable": ("parents/going-back/",),
    "soft start": ("parents/going-back/",),
    "phased return": ("parents/going-back/",),
    "going back to school": ("parents/going-back/",),
    "taxi": ("parents/help/", "parents/school-must/"),
    "school transport": ("parents/help/", "parents/school-must/"),
    "bullied": ("parents/school-must/",),
    "bullying": ("parents/school-must/",),
    "my son is being bullied": ("parents/school-must/",),
    "not safe at school": ("parents/school-must/",),
    "statement": ("parents/ehc-plan/",),
    "statement of SEN": ("parents/ehc-plan/",),
    "EHCP": ("parents/ehc-plan/",),
    "caseworker": ("parents/ehc-plan/",),
    "SEN officer": ("parents/ehc-plan/",),
    "EHCP coordinator": ("parents/ehc-plan/",),
    "school can't meet need": ("parents/ehc-plan/", "parents/meetings/"),
    "extra time": ("parents/sixteen/",),
    "access arrangements": ("parents/sixteen/",),
    "GCSEs": ("parents/sixteen/",),
    "social services": ("parents/help/", "help/"),
    "MASH": ("help/", "parents/help/"),
    "social worker": ("parents/help/", "help/"),
    "CAMHS": ("parents/waiting/",),
    "CAMHS waiting list": ("parents/waiting/",),
    "home tutor": ("parents/council-must/",),
    "sick note": ("parents/evidence/",),
    "doctors note": ("parents/evidence/",),
    "school wont listen": ("parents/school-must/", "parents/said-no/"),
    "nobody replies to my emails": ("parents/said-no/",),
    "council said no": ("parents/said-no/",),
    "how do I complain": ("parents/said-no/",),
    "I am exhausted": ("parents/help/",),
    "who can help me": ("parents/help/",),
    "bring someone to a meeting": ("parents/meetings/",),
}
"""Words of every day, and the page for families that stands first; of two, either may."""
MISSPELT = {
    "exluded from school": "excluded from school",
    "truency fine": "truancy fine",
    "anxeity and school": "anxiety and school",
    "omsbudsman": "ombudsman",
    "timetabel": "timetable",
}
"""As people type, and what they mean."""


@pytest.fixture(scope="module")
def searching(chromium: Browser, served: str) -> Iterator[Page]:
    """The search page, open for every search of this file."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served}search/")
    yield page
    context.close()


def found(page: Page, words: str) -> list[str]:
    """The addresses of the pages that a search gives, best first, from the root of the site."""
    page.locator("form.search [role=status]").evaluate("said => said.replaceChildren()")
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.locator("form.search [role=status]:not(:empty)").wait_for()
    links = page.locator(".found li > a").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    return [link.removeprefix("/") for link in links]


# The same for many searches, without the way through the browser's driver for each of them.
ALL = """async (asked) => {
  const form = document.querySelector("form.search");
  const status = form.querySelector("[role=status]");
  const lists = [];
  for (const words of asked) {
    status.replaceChildren();
    form.elements.words.value = words;
    form.requestSubmit();
    for (let turn = 0; !status.textContent; turn++) {
      if (turn > 10_000) throw new Error(`no answer to: ${words}`);
      await new Promise((done) => setTimeout(done));
    }
    lists.push([...form.querySelectorAll(".found li > a")].map((a) => new URL(a.href).pathname.slice(1)));
  }
  return lists;
}"""


@pytest.mark.parametrize(("words", "wanted"), SEARCHES.items(), ids=list(SEARCHES))
def test_what_people_type_finds_its_page(searching: Page, words: str, wanted: str) -> None:
    assert wanted in found(searching, words)[:FIRST]


def test_words_of_every_day_lead_to_the_page_for_families_first(searching: Page) -> None:
    assert len(EVERYDAY) >= 60
    lists = searching.evaluate(ALL, list(EVERYDAY))
    wrong = [
        (words, links[:FIRST])
        for (words, wanted), links in zip(EVERYDAY.items(), lists, strict=True)
        if not links or links[0] not in wanted
    ]
    assert not wrong


def test_a_misspelt_word_finds_what_the_right_one_finds(searching: Page) -> None:
    wrong, right = (searching.evaluate(ALL, list(words)) for words in (MISSPELT.keys(), MISSPELT.values()))
    assert [links[0] for links in wrong] == [links[0] for links in right]


def test_every_page_is_found_by_each_of_the_searches_that_it_promises(searching: Page) -> None:
    """Among the first ten: several pages may promise the same."""
    promised = [(page.name, words) for page in reading.pages() for words in page.find]
    lists = searching.evaluate(ALL, [words for _, words in promised])
    lost = [
        (name, words)
        for (name, words), links in zip(promised, lists, strict=True)
        if frame.page_address(name).lstrip("/") not in links[:10]
    ]
    assert not lost
    # Asked by keyboard, the page says the same.
    for (_, words), links in list(zip(promised, lists, strict=True))[::50]:
        assert found(searching, words) == links


def test_words_that_say_nothing_exclude_no_page(searching: Page) -> None:
    plain = found(searching, "anxious")[:FIRST]
    assert set(found(searching, "my child is too anxious for it")[:FIRST]) == set(plain)


def test_a_word_that_stands_nowhere_does_not_empty_a_search(searching: Page) -> None:
    assert found(searching, "penalty notice xyzzyx")[0] == found(searching, "penalty notice")[0]


def test_a_page_comes_once_however_many_of_its_sections_fit(searching: Page) -> None:
    pages = found(searching, "section 19 education")
    assert len(pages) == len(set(pages)) > FIRST


def test_the_search_finds_pages_that_exist(searching: Page, site: Path) -> None:
    for address in found(searching, "education"):
        assert (site / address / "index.html").is_file()
