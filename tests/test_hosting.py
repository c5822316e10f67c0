"""Debian's nginx with the shipped configuration sends what it should; the look at a host finds what is wrong there."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
import yaml

from pathway.cli import commands as command_line
from pathway.site import build, hosting, postprocess, serve
from tests import nginx

FOLDER = build.ROOT / "hosting"
RUNTIME = f"tool/py-{'0' * 16}"
PAGE = '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{0}</title></head><body>{0}</body></html>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a file of every type."""
    site = tmp_path_factory.mktemp("site")
    for folder in ("next-step", RUNTIME, "download", "empty"):
        (site / folder).mkdir(parents=True)
    long = "the same words again and again " * 100
    for name, words in (("index", "home"), ("404", "not here"), ("next-step/index", "the tool")):
        (site / f"{name}.html").write_text(PAGE.format(f"{words} {long}"), "utf-8")
    for end in serve.TYPES:
        (site / f"file{end}").write_text(f"{end} {long}", "utf-8")
    (site / "download" / "site.zip").write_text(f"zip {long}", "utf-8")
    (site / RUNTIME / "python.wasm").write_text(f"wasm {long}", "utf-8")
    part = f"{RUNTIME.removeprefix('tool/')}/python.wasm"
    (site / "tool" / "runtime.json").write_text(f'{{"parts": [{{"name": "{part}"}}]}}', "utf-8")
    (site.parent / "secret").write_text("secret", "utf-8")
    postprocess.squeeze(site, tmp_path_factory.mktemp("cache"))
    (site / "trouble").symlink_to("trouble")  # whatever is looked up in here is an error
    return site


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which nginx writes its two logs."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def host(site: Path, logs: Path) -> Iterator[str]:
    """The address of the site at nginx."""
    if nginx.MISSING:
        pytest.skip(nginx.MISSING)
    with nginx.running(site, logs) as address:
        yield address


Said = tuple[http.client.HTTPResponse, bytes]


def got(host: str, path: str, method: str = "GET", **headers: str) -> Said:
    """What the host says to a path exactly as it is written here."""
    connection = http.client.HTTPConnection(host.removeprefix("http://").rstrip("/"), timeout=10)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def own_headers(answer: http.client.HTTPResponse, name: str) -> dict[str, str | None]:
    """The headers of the site that are not what they should be for the file of this name."""
    wanted = postprocess.headers_for(name)
    names = {*wanted, *postprocess.headers_for("download/x")}
    return {key: answer.getheader(key) for key in names if answer.getheader(key) != wanted.get(key)}


def test_the_shipped_file_is_the_one_that_the_code_makes() -> None:
    assert hosting.NGINX.read_text("utf-8") == hosting.nginx()


@pytest.mark.parametrize("end", serve.TYPES)
def test_nginx_sends_every_type_of_file_whole_and_as_that_type(host: str, site: Path, end: str) -> None:
    answer, body = got(host, f"/file{end}")
    assert answer.status == 200
    assert answer.getheader("Content-Type") == serve.TYPES[end]
    assert body == (site / f"file{end}").read_bytes()
    assert own_headers(answer, f"file{end}") == {}


@pytest.mark.parametrize("end", sorted(postprocess.COMPRESSED & serve.TYPES.keys()))
def test_nginx_sends_the_files_that_were_compressed_before(host: str, site: Path, end: str) -> None:
    plain = (site / f"file{end}").read_bytes()
    for accepts, encoding, ending, opens in (
        ("gzip, deflate, br, zstd", "br", ".br", brotli.decompress),
        ("gzip", "gzip", ".gz", gzip.decompress),
    ):
        answer, body = got(host, f"/file{end}", Accept_Encoding=accepts)
        assert answer.getheader("Content-Encoding") == encoding
        assert answer.getheader("Content-Type") == serve.TYPES[end]
        assert answer.getheader("Vary") == "Accept-Encoding"
        assert body == (site / f"file{end}{ending}").read_bytes()
        assert opens(body) == plain
        assert own_headers(answer, f"file{end}") == {}


@pytest.mark.parametrize("name", [f"{RUNTIME}/python.wasm", "download/site.zip", "file.js"])
def test_nginx_says_how_long_to_keep_a_file_and_whether_to_save_it(host: str, name: str) -> None:
    answer, _ = got(host, f"/{name}")
    assert answer.status == 200
    assert own_headers(answer, name) == {}


def test_what_nginx_has_sent_it_sends_again_only_after_a_change(host: str) -> None:
    first, _ = got(host, "/", Accept_Encoding="br")
    again, body = got(host, "/", Accept_Encoding="br", If_None_Match=first.getheader("ETag") or "")
    assert (again.status, body) == (304, b"")
    assert own_headers(again, "index.html") == {}


@pytest.mark.parametrize(
    "path",
    ["/nowhere", f"/{RUNTIME}/nowhere.wasm", "/download/nowhere.zip", "/next-step/nowhere/", "/empty/"],
)
def test_nginx_answers_with_our_page_for_what_is_not_there(host: str, site: Path, path: str) -> None:
    answer, body = got(host, path)
    assert (answer.status, answer.getheader("Content-Type")) == (404, serve.TYPES[".html"])
    assert body == (site / "404.html").read_bytes()
    assert own_headers(answer, "404.html") == {}


@pytest.mark.parametrize(
    "path", ["/../secret", "/next-step/../../secret", "/%2e%2e/secret", "/%2e%2e%2fsecret", "//../secret"]
)
def test_nothing_outside_the_site_comes_from_nginx(host: str, path: str) -> None:
    answer, body = got(host, path)
    assert answer.status in (400, 404)
    assert body != b"secret"
    assert own_headers(answer, "404.html") == {}


def test_nginx_sends_a_folder_without_its_slash_on_to_the_same_host(host: str) -> None:
    answer, _ = got(host, "/next-step")
    assert (answer.status, answer.getheader("Location")) == (301, "/next-step/")
    assert own_headers(answer, "next-step") == {}


def test_nginx_answers_head_like_get_without_the_content(host: str) -> None:
    asked, body = got(host, "/", "HEAD")
    whole, _ = got(host, "/")
    assert body == b""
    told = [{k: v for k, v in answer.getheaders() if k != "Date"} for answer in (asked, whole)]
    assert told[0] == told[1]


def test_nginx_takes_nothing_and_does_not_say_what_version_it_is(host: str) -> None:
    answer, _ = got(host, "/", "POST")
    assert answer.status == 405
    assert answer.getheader("Server") == "nginx"
    assert own_headers(answer, "index.html") == {}


ANSWERS = "v=1&voice=parent&area=kent&concerns=health&safety=in%20danger"
CHANGED = [
    f"/next-step/%23{ANSWERS}",
    f"/tool/explore/%23{ANSWERS}",
    f"/next-step%23{ANSWERS}",
    f"/%23{ANSWERS}",
    f"/index.html%23{ANSWERS}",
    f"/next-step/%2523{ANSWERS}",
    f"/next-step/%252523{ANSWERS}",
    "/next-step/%23v%3D1%26voice%3Dparent%26safety%3Din%2520danger",
    f"/next-step/%23{ANSWERS}&data=05%7C02&sdata=x%3D&reserved=0",
    f"/next-step/%23{ANSWERS}?data=05%7C02&sdata=x",
    f"/next-step/?x=y%23{ANSWERS}",
    "/next-step/nowhere/?safety=in%20danger",
    f"/next-step/%23{ANSWERS}/",
    f"/next-step/%23{ANSWERS}&more={'9' * 300}",
    f"/next-step/%23{ANSWERS}&more={'9' * 5_000}",
    f"/next-step/%23{ANSWERS}&more={'9' * 20_000}",
    f"/next-step/%23{ANSWERS}%00",
    f"/next-step/%23{ANSWERS}%zz",
    f"/empty/%23{ANSWERS}",
    f"/download/site.zip%23{ANSWERS}",
    f"/trouble/%23{ANSWERS}",
]
WORDS = ("v=1", "v%3D1", "voice", "parent", "kent", "health", "safety", "danger", "99999")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", CHANGED, ids=lambda path: path[:40])
def test_nothing_of_a_link_that_a_mail_program_changed_stands_in_a_log_of_nginx(
    host: str, site: Path, logs: Path, path: str, method: str
) -> None:
    """What the browser would have kept to itself behind `#` has come to the server: it goes no further."""
    answer, body = got(host, path, method, Referer=host.rstrip("/") + path[:2_000])
    if method == "GET" and answer.status == 404:
        assert body == (site / "404.html").read_bytes()
        assert own_headers(answer, "404.html") == {}
    written = (logs / "visits").read_text("utf-8") + (logs / "errors").read_text("utf-8")
    assert [word for word in WORDS if word in written] == []


def test_not_even_a_broken_page_for_what_is_not_there_puts_a_link_into_a_log(tmp_path: Path) -> None:
    if nginx.MISSING:
        pytest.skip(nginx.MISSING)
    site, logs = tmp_path / "site", tmp_path / "logs"
    for folder in (site, logs):
        folder.mkdir()
    (site / "404.html").symlink_to("404.html")
    with nginx.running(site, logs) as address:
        assert got(address, CHANGED[0])[0].status >= 400
    assert "voice" not in (logs / "visits").read_text("utf-8") + (logs / "errors").read_text("utf-8")


def test_nginx_gives_the_page_that_puts_the_sign_back_for_every_link_that_was_changed(host: str) -> None:
    for path in CHANGED[:9]:
        assert got(host, path)[0].status == 404, path


def test_without_its_brotli_line_the_configuration_needs_no_module(site: Path, tmp_path: Path) -> None:
    text = hosting.nginx()
    assert text.count("brotli_static on;") == 1
    assert "brotli" not in text.replace("brotli_static on;", "").split("server {")[0]


# The look at a host


def test_nginx_as_shipped_has_no_fault(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(hosting.faults(host)) == []
    assert command_line.main(["host-check", host]) == 0
    assert capsys.readouterr().out == ""


class Bad(serve.Handler):
    """A host that does everything wrong that one can do."""

    def send_header(self, keyword: str, value: str) -> None:
        """Nothing but the length, and a type that is wrong."""
        if keyword == "Content-Length":
            super().send_header(keyword, value)
        if keyword == "Content-Type":
            super().send_header(keyword, "text/plain")

    def send_response(self, code: int, message: str | None = None) -> None:
        """Says that all is well."""
        super().send_response(200, message)


def test_a_bad_host_is_told_each_of_its_faults_and_what_to_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serve.running(site, Bad) as address:
        found = list(hosting.faults(address))
        assert command_line.main(["host-check", address]) == 1
    told = capsys.readouterr().out
    assert all(str(fault) in told for fault in found)
    assert all(fault.hint for fault in found)
    kinds = {fault.found.partition(":")[0] for fault in found}
    assert {"Content-Type", "Content-Encoding", "status 200"} <= kinds
    assert {f"no {name}" for name in (*postprocess.HEADERS, "Cache-Control")} <= kinds
    assert {fault.address.removeprefix(address) for fault in found} >= {"", "no/such/page/", f"{RUNTIME}/python.wasm"}


class Curious(serve.Handler):
    """A host that wants to know more, and takes a changed link for a mistake of its own."""

    def end_headers(self) -> None:
        """The headers and some more."""
        self.send_header("Set-Cookie", "visitor=1")
        self.send_header("NEL", '{"report_to": "elsewhere", "max_age": 604800}')
        super().end_headers()

    def do_GET(self) -> None:
        """As usual, but for a changed link and a name that is too long."""
        if "%23" in self.path:
            self.send_error(403 if len(self.path) > 255 else 400)
        else:
            super().do_GET()


def test_a_host_that_asks_browsers_to_tell_more_or_that_loses_a_changed_link_is_told_so(site: Path) -> None:
    with serve.running(site, Curious) as address:
        found = list(hosting.faults(address))
    kinds = {fault.found.partition(":")[0] for fault in found}
    assert {"set-cookie", "nel", "status 400", "status 403"} <= kinds
    changed = [fault.address for fault in found if fault.found in ("status 400", "status 403")]
    assert changed == [f"{address}{name}" for name in hosting.NOT_THERE[1:]]


def test_a_site_in_a_folder_is_told_that_its_host_name_is_shared_and_whether_it_was_built_for_it(
    site: Path, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "learning", symlinks=True)
    lost = tmp_path / "learning" / "404.html"
    for root, wrong in (("/", True), ("/learning/", False)):
        lost.write_text(f'<title>lost</title><script src="{root}assets/lost.js"></script>', "utf-8")
        with serve.running(tmp_path) as address:
            said = {fault.message for fault in hosting.faults(f"{address}learning/")}
        assert "the site shares its host name with other pages" in said
        assert ("the page for what is not there belongs to another address" in said) is wrong


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "learning.example.org", "file:///etc/passwd", "http://"])
def test_where_no_host_is_the_look_says_so(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["host-check", address]) == 2
    assert "hint: " in capsys.readouterr().err


# Hosts that take their pages from git


def steps(name: str) -> tuple[Any, list[str]]:
    """What a workflow file holds, and the commands that it runs."""
    file = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    if "jobs" in file:
        return file, [step["run"] for job in file["jobs"].values() for step in job["steps"] if "run" in step]
    return file, [line for job in file.values() if isinstance(job, dict) for line in job.get("script", ())]


@pytest.mark.parametrize("name", ["github-pages.yml", "gitlab-pages.yml"])
def test_a_page_service_runs_our_own_commands_and_publishes_what_they_build(name: str) -> None:
    file, commands = steps(name)
    assert "make build" in commands
    targets = {word for command in commands for word in command.split()[1:2] if command.startswith("make ")}
    makefile = (build.ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in targets)
    assert str(build.OUT.relative_to(build.ROOT)) in str(file)


def test_a_workflow_names_what_it_runs_by_its_content_and_not_by_a_tag_that_can_be_moved() -> None:
    text = (FOLDER / "github-pages.yml").read_text("utf-8")
    used = re.findall(r"uses: *(.*)", text)
    assert len(used) == text.count("uses:") >= 5
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    file, _ = steps("github-pages.yml")
    assert {job["runs-on"] for job in file["jobs"].values()} == {"ubuntu-24.04"}
    image = steps("gitlab-pages.yml")[0]["pages"]["image"]
    assert re.fullmatch(r"python:3\.\d+\.\d+-\w+@sha256:[0-9a-f]{64}", image)


def test_only_the_job_that_runs_nothing_of_ours_may_publish_and_every_job_ends() -> None:
    file, _ = steps("github-pages.yml")
    jobs = file["jobs"]
    assert file["permissions"] == {"contents": "read"}
    for job in jobs.values():
        runs = any("run" in step or "actions/checkout" in step["uses"] for step in job["steps"])
        may_write = "write" in job.get("permissions", file["permissions"]).values()
        assert not (runs and may_write)
        assert 0 < job["timeout-minutes"] <= 60
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    taken = [step for job in jobs.values() for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
    assert [step["with"]["persist-credentials"] for step in taken] == [False]
    assert steps("gitlab-pages.yml")[0]["pages"]["timeout"]
