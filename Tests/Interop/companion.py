"""A program of another language that does many jobs in one process, since starting it costs more than a job.

It reads a line for each job and answers with a line that begins with "answer" and a tab; what else it prints is passed over. A
process that ends or takes too long is an answer too, and the next job gets a new one.
"""

from __future__ import annotations

import atexit
import select
import subprocess
import tempfile


class Companion:
    def __init__(self, *command: str, seconds: float = 600) -> None:
        self.command, self.seconds = command, seconds
        self.process: subprocess.Popen | None = None
        self.said = tempfile.TemporaryFile()
        atexit.register(self.stop)

    def ask(self, line: str) -> None:
        """Raises RuntimeError with what went wrong."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, text=True, encoding="utf-8", bufsize=1)
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        while True:
            ready, _, _ = select.select([self.process.stdout], [], [], self.seconds)
            answer = self.process.stdout.readline() if ready else ""
            if not answer:
                code = self.stop()
                raise RuntimeError(f"{self.command[0]} took longer than {self.seconds} s" if not ready else f"{self.command[0]} ended with {code}")
            if answer.startswith("answer\t"):
                break
        if (answer := answer.removeprefix("answer\t").strip()) != "ok":
            raise RuntimeError(answer[:600])

    def stop(self) -> int | None:
        if self.process is None:
            return None
        process, self.process = self.process, None
        if process.poll() is None:
            process.stdin.close()
            process.stdout.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return process.returncode
