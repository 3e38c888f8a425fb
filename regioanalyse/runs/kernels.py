"""The kernels that runs use: ordinary ones, over local sockets, that can all be stopped at once.

This is the seam for warm kernels: `execute` in `regioanalyse.runs` takes the manager class from here.
"""

import shutil
import tempfile
import uuid
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakSet

from jupyter_client.manager import AsyncKernelManager


class LocalKernelManager(AsyncKernelManager):
    """A kernel manager that talks over ipc sockets in a private folder.

    TCP ports are open to other users of the machine, and kernels that start together race for them.
    """

    folder: ClassVar[Path | None] = None
    made: ClassVar["WeakSet[LocalKernelManager]"] = WeakSet()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if LocalKernelManager.folder is None:
            raise RuntimeError("open_sockets() comes before the first kernel")
        self.transport = "ipc"
        self.connection_file = str(LocalKernelManager.folder / f"{uuid.uuid4().hex[:12]}.json")
        self.ip = self.connection_file.removesuffix(".json")
        LocalKernelManager.made.add(self)


#: What papermill and nbclient are given so that they use these kernels. A kernel that is stopped says so on stderr,
#: which would run through the progress bar.
OPTIONS: dict[str, Any] = {
    "kernel_name": "python3",
    "kernel_manager_class": LocalKernelManager,
    "extra_arguments": ["--IPKernelApp.log_level=50"],
}


def open_sockets() -> None:
    """Make the private folder for this process's sockets."""
    LocalKernelManager.folder = Path(tempfile.mkdtemp(prefix="regioanalyse-"))


def close_sockets() -> None:
    """Stop every kernel that still runs, and remove the sockets."""
    for manager in list(LocalKernelManager.made):
        process = getattr(manager.provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()
    if LocalKernelManager.folder is not None:
        shutil.rmtree(LocalKernelManager.folder, ignore_errors=True)
    LocalKernelManager.folder = None
