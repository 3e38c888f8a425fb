"""The warm process: it has imported what notebooks import, and forks a kernel for whoever asks.

`kernels.py` starts it as a script and talks to it over two channels:

- standard input, which nobody writes to: when it ends, whoever started this process is done, or dead. All kernels are
  then killed and the private folder with their sockets leaves, also when nothing could be preloaded;
- a socket that listens. A connection is one kernel: the caller sends one line of JSON (`arguments`, `cwd`, `env`), the
  kernel answers with a line that holds its process id, and this process with one that holds its exit status.

A process that forks must have one thread, or the fork may inherit a lock that nobody will ever release.
"""

import atexit
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

#: Seconds that a kernel has for what was registered for its end; Jupyter kills it after five.
LAST_SECONDS = 10


def main(folder: str, listening: str, *modules: str) -> None:
    """Fork kernels until standard input ends, then leave nothing behind.

    Parameters
    ----------
    folder
        The private folder of the kernels' sockets.
    listening
        Number of the file descriptor of the socket that listens.
    *modules
        Names of what is imported at once; of `module:function` the function is called before the first fork.
    """
    try:
        with socket.socket(fileno=int(listening)) as listener:
            try:
                serve(listener, preload(modules))
            except Exception as error:
                # the socket closes, and who asked for a kernel starts a plain one
                print(f"kernels start cold: {type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201
        os.read(0, 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def preload(modules: Sequence[str]) -> list[Callable[[], object]]:
    """Import modules, and what they themselves import at their first use.

    Returns
    -------
    list of callable
        What is to be called before the first fork: by then there is something to read.

    Raises
    ------
    ImportError
        For a module that is not there.
    """
    gc.disable()
    later = []
    for name in modules:
        module, _, function = name.partition(":")
        imported = importlib.import_module(module)
        if function:
            later.append(getattr(imported, function))
    if "altair" in sys.modules:
        import altair
        import pandas

        altair.Chart(pandas.DataFrame({"x": [1], "y": ["a"]})).mark_bar().encode(x="x:Q", y="y:N").to_dict()
    return later


def settle() -> None:
    """Make the process fit to fork: one thread, and memory that stays shared with the forks.

    Raises
    ------
    RuntimeError
        When a preloaded module started a thread.
    """
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise RuntimeError("a preloaded module started a thread")
    # what the collector does not touch stays shared
    gc.collect()
    gc.freeze()


def serve(listener: socket.socket, later: Sequence[Callable[[], object]]) -> None:
    """Fork a kernel for each connection, and tell it when its kernel ended, until standard input ends.

    Parameters
    ----------
    listener
        Where connections come from.
    later
        Called before the first fork.
    """
    settled = False
    kernels: dict[int, socket.socket] = {}
    ended, wake = socket.socketpair()
    for end in (ended, wake):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    while True:
        ready, _, _ = select.select([0, ended.fileno(), listener.fileno()], [], [])
        if 0 in ready:
            break
        if ended.fileno() in ready:
            ended.recv(4096)
            while kernels:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    break
                with kernels.pop(pid) as connection, suppress(OSError):
                    connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        if listener.fileno() in ready:
            connection, _ = listener.accept()
            if not settled:
                for each in later:
                    each()
                settle()
                settled = True
            try:
                pid = os.fork()
            except OSError:
                # too many processes, or too little memory for them: who asked sees that nothing comes
                connection.close()
                continue
            if not pid:
                for inherited in (listener, ended, wake, *kernels.values()):
                    inherited.close()
                become_kernel(connection)
            kernels[pid] = connection
    for pid in kernels:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    for pid in kernels:
        os.waitpid(pid, 0)


def become_kernel(connection: socket.socket) -> NoReturn:
    """Be the kernel that the connection asks for, as `python -m ipykernel_launcher` would, and end."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # its own session, as a plain kernel has: an interrupt reaches the kernel and what it started
        os.setsid()
        with connection, connection.makefile("rw") as stream:
            asked = json.loads(stream.readline())
            stream.write(f"{os.getpid()}\n")
        with Path(os.devnull).open() as nothing:
            os.dup2(nothing.fileno(), 0)
        os.chdir(asked["cwd"])
        os.environ.clear()
        os.environ.update(asked["env"])
        launcher = find_spec("ipykernel_launcher")
        # a kernel ends when its parent does; ipykernel looked for JPY_PARENT_PID when it was imported
        arguments = [*asked["arguments"], f"--IPKernelApp.parent_handle={os.getppid()}"]
        sys.argv = [str(launcher and launcher.origin), *arguments]
        if "numpy" in sys.modules:
            import numpy

            numpy.random.seed()
        gc.enable()

        from ipykernel.kernelapp import launch_new_instance

        launch_new_instance(arguments)
        status = 0
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        # ipykernel waits here for its own threads, of which one may wait for another that ended: rare, and for ever
        threading.Thread(target=end_at_last, args=(status,), daemon=True).start()
        # the end of an ordinary process, without the rest of the process that this one was forked from
        with suppress(BaseException):
            atexit._run_exitfuncs()
        with suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def end_at_last(status: int) -> NoReturn:
    """End a kernel that was asked to end and does not; who asked kills it after less."""
    time.sleep(LAST_SECONDS)
    os._exit(status)


if __name__ == "__main__":
    # Python puts the folder of a script first, where our own `parameters` would hide another one
    del sys.path[0]
    main(*sys.argv[1:])
