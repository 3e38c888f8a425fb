"""Processes that help another one, and have nothing left to do when it is killed; and what the killed left behind."""

import os
import threading
import time

#: Seconds between two looks.
INTERVAL = 0.2


def end_with(owner: int) -> None:
    """End this process as soon as its parent, `owner`, is gone; it may be gone already.

    A process that is killed with -9 cannot end its helpers, which would write files that the next command writes too.
    """

    def watch() -> None:
        while os.getppid() == owner:
            time.sleep(INTERVAL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def is_alive(pid: int) -> bool:
    """Return whether a process runs, whoever it belongs to."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # somebody else's
        return True
    return True
