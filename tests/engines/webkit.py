"""WebKitGTK by WebDriver, on a screen of its own. Reads one act a line as JSON, answers each with one line.

What it is told on the command line: the browser. Every request that is not for this machine goes to a proxy that
only writes it down.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

# WebDriver has no word for errors of a page: the page tells them, from the moment it is loaded.
WATCH = """
if (!window.wrong) {
  window.wrong = [];
  addEventListener("error", (e) => wrong.push(String(e.message)));
  addEventListener("unhandledrejection", (e) => wrong.push(String(e.reason)));
  addEventListener("securitypolicyviolation", (e) => wrong.push(`${e.violatedDirective} ${e.blockedURI}`));
}
"""
RUN = "const done = arguments[0]; Promise.resolve({}).then(done, (e) => done({{failed: String(e)}}));"


@contextmanager
def screen() -> Iterator[str]:
    """The name of a screen that nobody sees."""
    told, tells = os.pipe()
    command = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(tells,), stderr=subprocess.DEVNULL)
    os.close(tells)
    with os.fdopen(told) as line:
        yield f":{line.readline().strip()}"
    server.terminate()
    server.wait()


@contextmanager
def recorder(asked: list[str]) -> Iterator[int]:
    """The port of a proxy that writes down what it is asked for, and answers nothing."""
    door = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            asked.append(caller.recv(200).decode("ascii", "replace").partition("\r")[0])
            caller.close()

    threading.Thread(target=listen, daemon=True).start()
    yield door.getsockname()[1]
    door.close()


@contextmanager
def narrow() -> Iterator[str]:
    """A folder of settings with which the browser's own buttons, though unseen, let the window be 320 pixels wide."""
    with TemporaryDirectory() as folder:
        for version in ("gtk-3.0", "gtk-4.0"):
            Path(folder, version).mkdir()
            Path(folder, version, "gtk.css").write_text("* {min-width: 0; padding: 0; margin: 0; font-size: 6px}")
        yield folder


class WebKit:
    """The acts, by their names."""

    def __init__(self, driver: webdriver.WebKitGTK, elsewhere: list[str]) -> None:
        self.driver = driver
        self.elsewhere = elsewhere
        self.wrong: list[str] = []

    def about(self) -> str:
        return "WebKitGTK {browserVersion}".format(**self.driver.capabilities)

    def open(self, address: str) -> None:
        self._look()
        self.driver.get(address)
        self.driver.execute_script(WATCH)

    def reload(self) -> None:
        self._look()
        self.driver.refresh()
        self.driver.execute_script(WATCH)

    def back(self) -> None:
        self.driver.back()

    def size(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)

    def run(self, expression: str) -> Any:
        found = self.driver.execute_async_script(RUN.format(expression))
        if isinstance(found, dict) and "failed" in found:
            raise RuntimeError(found["failed"])
        return found

    def until(self, expression: str) -> None:
        WebDriverWait(self.driver, 60, 0.05).until(lambda _: self.run(f"Boolean({expression})"))

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector: str, text: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def named(self, selector: str, role: str, name: str | None) -> str:
        """What is not as it should be in the tree that a screen reader is given; empty where all is there."""
        found = self.driver.find_element(By.CSS_SELECTOR, selector)
        has = (found.aria_role, "".join(found.accessible_name.split()))
        right = has[0] == role and (name is None or has[1] == "".join(name.split()))
        return "" if right else f"{has}, not {(role, name)}"

    def seen(self) -> dict[str, Any]:
        self._look()
        seen = {"elsewhere": self.elsewhere[:], "wrong": self.wrong[:], "cookies": self.driver.get_cookies()}
        self.elsewhere.clear()
        self.wrong.clear()
        return seen

    def _look(self) -> None:
        """Nothing; takes over what the page tells, before it goes."""
        self.wrong += self.driver.execute_script("return window.wrong ? wrong.splice(0) : []")


def main(browser: str) -> None:
    """Nothing, once there is nothing more to do."""
    elsewhere: list[str] = []
    with ExitStack() as stack:
        display = stack.enter_context(screen())
        port = stack.enter_context(recorder(elsewhere))
        options = Options()
        options.binary_location = browser
        # The full screen has no toolbar, which would keep the window wider than a phone.
        for argument in (
            "--automation",
            "--full-screen",
            f"--proxy=http://127.0.0.1:{port}",
            "--ignore-host=127.0.0.1",
        ):
            options.add_argument(argument)
        own = {"DISPLAY": display, "GDK_BACKEND": "x11", "XDG_CONFIG_HOME": stack.enter_context(narrow())}
        if os.geteuid() == 0:  # its sandbox cannot be made by root
            own["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
        service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, **own})
        driver = webdriver.WebKitGTK(options=options, service=service)
        stack.callback(driver.quit)
        driver.set_script_timeout(60)
        engine = WebKit(driver, elsewhere)
        for line in sys.stdin:
            act, *more = json.loads(line)
            does: Callable[..., Any] = getattr(engine, act)
            try:
                answer = {"is": does(*more)}
            except Exception as problem:
                answer = {"failed": f"{act}: {problem}"}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
