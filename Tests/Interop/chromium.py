"""A headless Chromium, driven through the DevTools protocol over a pipe: no port is opened and no other program needed."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import select
import subprocess
import tempfile
import time

PROGRAM = "/usr/bin/chromium"
VIEWER = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/"


class Chromium:
    def __init__(self, seconds: float = 300) -> None:
        self.seconds = seconds
        self.profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        # Chromium reads from descriptor 3 and writes to 4: ours are higher, so that putting one there overwrites no other.
        (theirs, self.output), (self.input, mine) = ([fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in os.pipe()] for _ in range(2))
        redirect = f"exec 3<&{theirs} 4>&{mine} {theirs}<&- {mine}>&-; exec \"$@\""
        self.process = subprocess.Popen(
            ["bash", "-c", redirect, "chromium", PROGRAM, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
             f"--user-data-dir={self.profile.name}", "--window-size=1400,1800", "about:blank"],
            pass_fds=(theirs, mine), stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(theirs)
        os.close(mine)
        self.waiting, self.number = b"", 0
        atexit.register(self.stop)
        pages = [target for target in self.targets() if target["type"] == "page"]
        self.page = self.attach(pages[0]["targetId"])
        self.ask("Page.enable", {}, self.page)

    def ask(self, method: str, parameters: dict | None = None, session: str | None = None) -> dict:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}} | ({"sessionId": session} if session else {})
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]

    def message(self) -> dict:
        pieces = [self.waiting]
        while b"\0" not in pieces[-1]:
            if not select.select([self.input], [], [], self.seconds)[0]:
                raise RuntimeError(f"Chromium said nothing for {self.seconds} s")
            pieces.append(os.read(self.input, 1 << 20))
            if not pieces[-1]:
                raise RuntimeError("Chromium ended")
        message, self.waiting = b"".join(pieces).split(b"\0", 1)
        return json.loads(message)

    def targets(self) -> list[dict]:
        return self.ask("Target.getTargets", {"filter": [{}]})["targetInfos"]

    def attach(self, target: str) -> str:
        return self.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]

    def evaluate(self, code: str, session: str) -> object:
        answer = self.ask("Runtime.evaluate", {"expression": code, "awaitPromise": True, "returnByValue": True}, session)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"].get("exception", {}).get("description"))[:300])
        return answer["result"].get("value")

    def viewer(self, path: str) -> str:
        """Opens a PDF; the session of the viewer that shows it, once it is there."""
        self.ask("Page.navigate", {"url": "about:blank"}, self.page)
        self.until(lambda: not self.viewers())
        self.ask("Page.navigate", {"url": f"file://{path}"}, self.page)
        session = self.attach(self.until(self.viewers)[0]["targetId"])
        loaded = "(v => !!(v && v.loadProgress_ === 100 && v.viewport_ && v.currentController))(document.querySelector('pdf-viewer'))"
        self.until(lambda: self.evaluate(loaded, session))
        return session

    def viewers(self) -> list[dict]:
        return [target for target in self.targets() if target["url"].startswith(VIEWER)]

    def until(self, question):
        end = time.monotonic() + self.seconds
        while not (answer := question()):
            if time.monotonic() > end:
                raise RuntimeError("the PDF viewer did not come up")
            time.sleep(0.05)
        return answer

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
