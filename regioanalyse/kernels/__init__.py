"""The kernels of `regioanalyse run`, `accept` and nbval: warm where that is possible, and all gone afterwards.

Importing pandas, geopandas and altair takes far longer than a notebook's own work. So one warm process (`warm.py`)
imports them once and forks the kernels. Where it cannot (no fork, a module that is missing), kernels are the ordinary
ones of Jupyter; both run with the same arguments over sockets in the same private folder, and give the same outputs.

Between `start` and `stop` every kernel that this process starts through jupyter_client is such a kernel, by way of its
kernel provisioner: notebooks, papermill and nbval need to know nothing of it.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import uuid
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from regioanalyse import orphans

#: What the warm process imports: the kernel, and what notebooks import. `regioanalyse.report` is not among it, because
#: importing that one changes how Altair draws; nor is pandera: notebooks read tables that passed their check.
PRELOAD: tuple[str, ...] = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.csvs",
    "altair",
    "geopandas",
    "pandas",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "regioanalyse.figures.charts",
    "regioanalyse.figures.figure",
    "regioanalyse.figures.findings",
    "regioanalyse.figures.formats",
    "regioanalyse.figures.maps",
    "regioanalyse.figures.theme",
    "regioanalyse.indicators",
    "regioanalyse.kernels.ahead:keep_texts_plain",
    "regioanalyse.kernels.ahead:read",
)

#: What papermill and nbclient are given. A kernel that is asked to end may take two and a half seconds before it is
#: killed anyway (ipykernel 7.4, one in three); ours have nothing left to do.
OPTIONS: dict[str, Any] = {"kernel_name": "python3", "shutdown_kernel": "immediate"}

#: Of every kernel: no file with the cells' history, and not a word on stderr when it is stopped, which would run
#: through the progress bar.
ARGUMENTS = ("--HistoryManager.enabled=False", "--IPKernelApp.log_level=50")

#: Of every kernel: one thread, as several of them share the cores.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}

#: Of the warm process: Arrow's allocator starts no thread, and the debugger says nothing of frozen modules.
WARM_ENVIRONMENT = ENVIRONMENT | {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

#: Seconds after which a warm process that gives no kernel is not waited for; it takes two to import what it needs.
START_TIMEOUT = 60

#: How names of folders with sockets begin; the process that made it follows.
PREFIX = "regioanalyse-"

#: How jupyter_client names our provisioner.
NAME = "regioanalyse"


@dataclass
class _Kernels:
    """What belongs to one `start`: folder, warm process, the provisioner before it, kernels that are no forks."""

    folder: Path
    warm: subprocess.Popen | None
    before: str
    asked: bool = False
    plain: list[subprocess.Popen] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: bool = False


_started: list[_Kernels] = []


def start() -> None:
    """Make a private folder for sockets, and start the warm process; `stop` comes after it."""
    # TCP ports are open to other users of the machine, and kernels that start together race for them
    _remove_left()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    factory = KernelProvisionerFactory.instance()
    _started.append(_Kernels(folder, _start_warm(folder), factory.default_provisioner_name))
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:Provisioner", factory.GROUP_NAME)
    factory.default_provisioner_name = NAME


def stop() -> None:
    """Kill every kernel since the last `start`, and remove the sockets."""
    kernels = _started.pop()
    KernelProvisionerFactory.instance().default_provisioner_name = kernels.before
    with kernels.lock:
        kernels.stopped = True
        for process in kernels.plain:
            if process.poll() is None:
                process.kill()
    if kernels.warm and kernels.warm.stdin:
        kernels.warm.stdin.close()
        if not kernels.asked:
            # it has no kernels to end, and may still be importing what they would have needed
            kernels.warm.kill()
        kernels.warm.wait()
    shutil.rmtree(kernels.folder, ignore_errors=True)


def _remove_left() -> None:
    """Remove the folders of owners who were killed, and whose warm process was too: nobody else can."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not orphans.is_alive(int(owner)):
            # what belongs to another user stays
            shutil.rmtree(left, ignore_errors=True)


def _start_warm(folder: Path) -> subprocess.Popen | None:
    """Start the warm process; kernels can be asked for at once, and come when it is ready."""
    if not hasattr(os, "fork"):
        return None
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "warm"))
        listener.listen()
        script = str(Path(__file__).with_name("warm.py"))
        return subprocess.Popen(
            [sys.executable, script, str(folder), str(listener.fileno()), *PRELOAD],
            stdin=subprocess.PIPE,
            pass_fds=[listener.fileno()],
            env=os.environ | WARM_ENVIRONMENT,
            # an interrupt from the keyboard is for its owner, which then stops it
            start_new_session=True,
        )


class Provisioner(LocalProvisioner):
    """How jupyter_client starts one kernel between `start` and `stop`: forked, or else as it always does."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel sockets in the private folder, and our arguments and environment."""
        self.kernels = _started[-1]
        manager: Any = self.parent
        if manager.transport != "ipc":
            manager.transport = "ipc"
            manager.ip = str(self.kernels.folder / uuid.uuid4().hex[:12])
            manager.connection_file = f"{manager.ip}.json"
        kwargs["extra_arguments"] = [*kwargs.get("extra_arguments", []), *ARGUMENTS]
        kwargs["env"] = {**(kwargs.get("env") or os.environ), **ENVIRONMENT}
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel in the warm process, or start an ordinary one where that cannot be."""
        if cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"] and self.kernels.warm:
            self.kernels.asked = True
            try:
                fork = Fork(self.kernels.folder, cmd[3:], kwargs)
            except (OSError, ForkError):
                pass
            else:
                self.process = fork  # type: ignore[assignment]
                self.pid = self.pgid = fork.pid
                self.cwd = kwargs.get("cwd") or Path.cwd()
                return self.connection_info
        # a thread that is about to start a kernel while another one stops them all
        with self.kernels.lock:
            if self.kernels.stopped:
                raise RuntimeError("the kernels were stopped")
            info = await super().launch_kernel(cmd, **kwargs)
            if self.process:
                self.kernels.plain.append(self.process)
        return info


class ForkError(Exception):
    """The warm process ended before it gave a kernel."""


class Fork:
    """A kernel that the warm process forked, with what jupyter_client asks of a `subprocess.Popen`.

    Parameters
    ----------
    folder
        The private folder, where the warm process listens.
    arguments
        What follows `python -m ipykernel_launcher`.
    kwargs
        Of `subprocess.Popen`; `cwd` and `env` count, the standard streams are those of the warm process.
    """

    stdin = stdout = stderr = None

    def __init__(self, folder: Path, arguments: list[str], kwargs: dict[str, Any]) -> None:
        self.returncode: int | None = None
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.settimeout(START_TIMEOUT)
        try:
            self._connection.connect(str(folder / "warm"))
            asked = {"arguments": arguments, "cwd": str(kwargs.get("cwd") or Path.cwd()), "env": dict(kwargs["env"])}
            self._connection.sendall(json.dumps(asked).encode() + b"\n")
            line = self._line()
            if not line:
                raise ForkError
        except BaseException:
            self._connection.close()
            raise
        self._connection.settimeout(None)
        self.pid = int(line)

    def _line(self) -> bytes:
        """Return the next line that the other side sends, or nothing when it is gone."""
        line = b""
        while not line.endswith(b"\n"):
            byte = self._connection.recv(1)
            if not byte:
                return b""
            line += byte
        return line

    def poll(self) -> int | None:
        """Return the exit status, or nothing while the kernel runs."""
        if self.returncode is None:
            try:
                self._connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            except BlockingIOError:
                return None
        return self.wait()

    def wait(self) -> int:
        """Return the exit status when the kernel has ended."""
        if self.returncode is None:
            line = self._line()
            # without the warm process nobody knows more than that the kernel ended with it
            self.returncode = int(line) if line else -signal.SIGKILL
            self._connection.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)
