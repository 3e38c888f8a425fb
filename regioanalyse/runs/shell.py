"""An IPython shell that keeps what cells show, and the papermill engine that runs a notebook in it.

The cells run in the process that calls papermill, so there is no kernel to start, and no socket. Outputs are those of
an ordinary kernel, but that output and errors keep the order in which they were written.
"""

import codecs
import os
import select
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from io import TextIOBase
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.core import page, payloadpage
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import json_packer, json_unpacker
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets.config import Config

#: What a kernel tells the programs that a cell starts: use colours, and no pager.
ENVIRONMENT = dict.fromkeys(("CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"), "1") | {
    "TERM": "xterm-color",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
}


class Results(DisplayHook):
    """Keeps the value that a cell ends with, where IPython would print it."""

    shell: "Shell"

    def write_output_prompt(self) -> None:
        """Write nothing: the output holds the number of the cell."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Keep the representations of a value."""
        self.shell.show("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        """Write no empty line."""


class Displays(DisplayPublisher):
    """Keeps what a cell displays, where IPython would print it."""

    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, *_: object, **how: Any) -> None:
        """Keep the representations of a value, or update the outputs that have its `display_id` already."""
        identifier = (how.get("transient") or {}).get("display_id")
        self.shell.show("display_data", data, metadata, identifier, how.get("update", False))

    def clear_output(self, wait: bool = False) -> None:
        """Remove the outputs of the cell, now or when the next one comes."""
        self.shell.clear(wait)


class Stream(TextIOBase):
    """Standard output or error: of Python code, and by its descriptor of programs that a cell starts and code in C.

    The descriptor is replaced for the rest of this process.
    """

    encoding = "UTF-8"

    def __init__(self, shell: "Shell", name: str, number: int) -> None:
        self.shell, self.name, self.number, self.process = shell, name, number, os.getpid()
        # the end for writing stays open here too, so that the pipe outlives a cell that closes its descriptor
        self.end, self.kept = os.pipe()
        os.set_blocking(self.end, False)
        os.dup2(self.kept, number)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def fileno(self) -> int:
        """Return the descriptor."""
        return self.number

    def write(self, text: str) -> int:
        """Keep text; a process that a cell forked sends it to the one that keeps the outputs."""
        if os.getpid() == self.process:
            self.shell.drain()
            self.shell.say(self.name, text)
        else:
            os.write(self.number, text.encode("utf-8", "replace"))
        return len(text)

    def drain(self) -> None:
        """Keep what the descriptor got until now."""
        with suppress(BlockingIOError):
            while True:
                self.shell.say(self.name, self.decoder.decode(os.read(self.end, 2**16)))


class Shell(InteractiveShell):
    """Runs the cells of one notebook and keeps their outputs; the process has no other shell."""

    def __init__(self, **kwargs: Any) -> None:
        self.outputs: list[NotebookNode] = []
        self.displays: dict[str, list[NotebookNode]] = {}
        self.clear_first = False
        self.lock = threading.RLock()
        # no file with the history of cells
        config = Config(HistoryManager={"enabled": False})
        super().__init__(displayhook_class=Results, display_pub_class=Displays, config=config, **kwargs)
        self.set_hook("show_in_pager", page.as_hook(payloadpage.page), 99)
        self.streams = Stream(self, "stdout", 1), Stream(self, "stderr", 2)
        sys.stdout, sys.stderr = self.streams
        threading.Thread(target=self.listen, daemon=True).start()

    def init_environment(self) -> None:
        """Tell programs that cells start what a kernel tells them."""
        os.environ.update(ENVIRONMENT)

    def run(self, cell: NotebookNode) -> bool:
        """Run a cell, put its outputs into it, and return whether it raised nothing."""
        self.outputs = cell.outputs
        result = self.run_cell(cell.source, store_history=True)
        self.drain()
        cell.execution_count = result.execution_count
        return result.success and not any(each.output_type == "error" for each in self.outputs)

    def listen(self) -> None:
        """Keep what comes while a cell waits for a program, which would wait for a full pipe."""
        while True:
            select.select([each.end for each in self.streams], [], [])
            self.drain()

    def drain(self) -> None:
        """Keep what programs and code in C wrote until now."""
        with self.lock:
            for each in self.streams:
                each.drain()

    def say(self, name: str, text: str) -> None:
        """Keep text of a stream, in one output with the text before it."""
        with self.lock:
            last = self.outputs[-1] if self.outputs and not self.clear_first else {}
            if last.get("name") == name:
                last["text"].append(text)
            elif text:
                self.keep(NotebookNode(output_type="stream", name=name, text=[text]))

    def show(
        self, kind: str, data: Any, metadata: Any, identifier: str | None = None, update: bool = False, **more: Any
    ) -> None:
        """Keep the representations of a value; other outputs with this identifier become the same."""
        # as a kernel's message carries them: bytes as base64, no types but those of JSON
        data, metadata = (json_unpacker(json_packer(part or {})) for part in (data, metadata))
        with self.lock:
            self.drain()
            same = self.displays.setdefault(identifier, []) if identifier else []
            for output in same:
                output.data, output.metadata = data, metadata
            if not update:
                same.append(NotebookNode(output_type=kind, data=data, metadata=metadata, **more))
                self.keep(same[-1])

    def keep(self, output: NotebookNode) -> None:
        """Add an output to those of the cell, or put it in their place after `clear_output(wait=True)`."""
        if self.clear_first:
            self.clear()
        self.outputs.append(output)

    def clear(self, wait: bool = False) -> None:
        """Remove the outputs of the cell, now or when the next one comes."""
        with self.lock:
            self.drain()
            self.clear_first = wait
            if not wait:
                self.outputs.clear()

    def showtraceback(
        self, exc_tuple: Any = None, *_: object, tb_offset: int | None = None, exception_only: bool = False, **how: Any
    ) -> None:
        """Keep an exception as an output, where IPython would print it."""
        error = exc_tuple[1] if exc_tuple else sys.exception()
        if isinstance(error, UsageError):
            self.show_usage_error(error)
        elif isinstance(error, SyntaxError):
            self.showsyntaxerror(**how)
        elif exception_only:
            self.fail(error, self.InteractiveTB.get_exception_only(type(error), error))
        elif error:
            trace = error.__traceback__
            self.fail(error, self.InteractiveTB.structured_traceback(type(error), error, trace, tb_offset=tb_offset))

    def showsyntaxerror(self, filename: str | None = None, running_compiled_code: bool = False) -> None:
        """Keep an error of syntax as an output."""
        error = sys.exception()
        calls: Any = traceback.extract_tb(error.__traceback__) if error and running_compiled_code else []
        self.fail(error, self.SyntaxTB.structured_traceback(type(error), error, calls))

    def fail(self, error: BaseException | None, lines: list[str]) -> None:
        """Keep an exception and the lines of its traceback."""
        self.drain()
        self.keep(NotebookNode(output_type="error", ename=type(error).__name__, evalue=str(error), traceback=lines))

    def ask_exit(self) -> None:
        """Refuse `exit()`: the rest of the page would be missing."""
        raise RuntimeError("found exit(), allowed: a notebook that runs to its end")


class ShellEngine(Engine):
    """papermill's way to run a notebook in this process."""

    NAME = "regioanalyse"

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, started: Callable[[int], object], **_: object
    ) -> None:
        """Run the cells of a notebook until one raises, and tell the place of each before it runs."""
        shell = Shell.instance()
        nb_man.nb.metadata.language_info = IPythonKernel.language_info
        for place, cell in enumerate(nb_man.nb.cells):
            started(place)
            nb_man.cell_start(cell, place)
            good = cell.cell_type != "code" or not cell.source.strip() or shell.run(cell)
            if not good:
                nb_man.cell_exception(cell, place)
            nb_man.cell_complete(cell, place)
            if not good:
                break
        # what papermill or a thread of the notebook says from here on belongs to no cell
        shell.outputs = []
        for output in (each for cell in nb_man.nb.cells for each in cell.get("outputs", [])):
            if output.output_type == "stream":
                output.text = "".join(output.text)


papermill_engines.register(ShellEngine.NAME, ShellEngine)
