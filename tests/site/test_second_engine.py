"""The site in a second engine: Firefox, driven over WebDriver BiDi, which it speaks without a driver program."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket

from casekit import book
from casekit.explore import catalogue
from casekit.explore.design import Slider, headline
from tests.site.conftest import chapter_of, page_paths

ARROW_LEFT, ARROW_RIGHT = "\ue012", "\ue014"  # as WebDriver writes keys
PATIENCE_S = 120.0
UNTIL_FOUND = "new Promise(r => setInterval(() => document.querySelector('#search-results li') && r(), 50))"
READY = "WebDriver BiDi listening on "


class Firefox:
    """One window of Firefox, and everything that it asked for or complained of."""

    def __init__(self, address: str) -> None:
        self.asked: list[str] = []
        self.errors: list[str] = []
        self._calls = 0
        self._socket = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE_S, suppress_origin=True
        )
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._window = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **parameters: Any) -> Any:
        """Send one command and return its result; what happens meanwhile is noted."""
        self._calls += 1
        self._socket.send(json.dumps({"id": self._calls, "method": method, "params": parameters}))
        while (reply := json.loads(self._socket.recv())).get("id") != self._calls:
            self._note(reply)
        assert reply["type"] == "success", reply
        return reply["result"]

    def _note(self, event: dict[str, Any]) -> None:
        if event["method"] == "network.beforeRequestSent":
            self.asked.append(event["params"]["request"]["url"])
        elif event["method"] == "log.entryAdded" and event["params"]["level"] == "error":
            self.errors.append(event["params"]["text"])

    def open(self, address: str) -> None:
        self.call("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """Run a script in the page and return what it gives, if that is a plain value."""
        target = {"context": self._window}
        reply = self.call("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert reply["type"] == "success", reply
        return reply["result"].get("value")

    def text(self, selector: str) -> str:
        text = self.run(f"document.querySelector({json.dumps(selector)}).textContent")
        assert isinstance(text, str)
        return text

    def press(self, key: str) -> None:
        strokes = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.call("input.performActions", context=self._window, actions=[keyboard])

    def close(self) -> None:
        self.call("browser.close")
        self._socket.close()


def address_of(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until Firefox says where it listens."""
    deadline = time.monotonic() + PATIENCE_S
    while READY not in (said := log.read_text()):
        assert process.poll() is None, f"Firefox ended at once: {said}"
        assert time.monotonic() < deadline, f"Firefox did not start in {PATIENCE_S:g} s: {said}"
        time.sleep(0.1)
    return said.split(READY)[1].split()[0]


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    found = subprocess.run([book.ROOT / ".ci" / "firefox"], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    place = tmp_path_factory.mktemp("firefox")
    profile, log = place / "profile", place / "log"
    profile.mkdir()
    options = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with (
        log.open("wb") as output,
        subprocess.Popen([found.stdout.strip(), *options], stdout=output, stderr=output) as process,
    ):
        try:
            window = Firefox(address_of(process, log))
            yield window
            window.close()
            process.wait(PATIENCE_S)
        finally:
            process.kill()


def test_every_page_opens_without_a_complaint_and_asks_nobody_else(firefox: Firefox, site: str) -> None:
    for path in [*page_paths(), "search.html?q=hazard"]:
        firefox.asked.clear()
        firefox.open(f"{site}/{path}")
        assert firefox.text("h1")
        assert firefox.errors == [], path
        assert [url for url in firefox.asked if not url.startswith((site, "data:"))] == [], path
    firefox.run(UNTIL_FOUND)
    assert "hazard" in firefox.text("#search-results")
    assert firefox.errors == []


def test_explorables_answer_as_python_does(firefox: Firefox, site: str) -> None:
    for name, design in catalogue().items():
        mark = f'data-explorable="{name}"'
        firefox.open(f"{site}/{chapter_of(name)}")
        settings = dict(design.defaults)
        for control in (control for control in design.controls if isinstance(control, Slider)):
            values = control.values
            last = settings[control.name] == values[-1]
            settings[control.name] = values[values.index(settings[control.name]) + (-1 if last else 1)]
            firefox.run(f"document.querySelector('[{mark}] [name={control.name}]').focus()")
            firefox.press(ARROW_LEFT if last else ARROW_RIGHT)
            assert firefox.text(f"[{mark}] .explorable-sentence") == design.sentence(settings), settings
            answers = design.model(**settings)
            for figure in headline(design):
                shown = firefox.text(f"[{mark}] [data-output={figure.name}]")
                assert shown == figure.show(answers[figure.name]), settings
        assert firefox.errors == []
