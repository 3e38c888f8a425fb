"""Spark as the engine of the marts, on this machine or on a cluster.

The definitions are the same expressions as on DuckDB, and so are the marts, byte for byte.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as arrow

from regioanalyse.errors import InputError
from regioanalyse.marts import large_files
from regioanalyse.marts.engines import Engine, Query
from regioanalyse.project import build, relative

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: What Spark 4 runs on.
OLDEST_JAVA = 17
#: Seconds to wait for an answer of the master, and for the first worker: Spark's first task would wait for ever.
ANSWER, FIRST_WORKER = 5, 60
#: A month of some million lines is little for Spark: more parts than these cost more than they spread.
PARTS = 8
_MASTER = re.compile(r"local\[(\d+|\*)\]|spark://[^/\s]+")
_TYPES = {"int64": "bigint", "string": "string", "date": "date", "boolean": "boolean", "float64": "double"}


class Spark(Engine):
    """Spark: rows are kept by its executors and nowhere else, so that no table of persons is left behind."""

    language = "pyspark"

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        self._kept: dict[str, DataFrame] = {}

    def beside(self, files: Sequence[Path]) -> "Sequence[Spark]":
        """Return this engine: it works on one month at a time, spread over all its cores."""
        return [self]

    def count_between(self, first: str, last: str) -> None:
        """Set the first and the last reference date."""
        for name, day in {"first_date": first, "last_date": last}.items():
            self._session.sql(f"CREATE OR REPLACE TEMPORARY FUNCTION {name}() RETURNS DATE RETURN DATE '{day}'")

    def refer_to(self, day: str) -> None:
        """Set the reference date, ``2022-01-01``."""
        # as a table: a date in its place would be compiled again for each month
        self._session.sql(f"SELECT DATE '{day}' AS day").createOrReplaceTempView("reference")
        self._session.sql(
            "CREATE OR REPLACE TEMPORARY FUNCTION reference_date() RETURNS DATE RETURN (SELECT day FROM reference)"
        )

    def keep(self, name: str, query: Query) -> None:
        """Keep the answer to a query on the executors."""
        rows = self._session.sql(query.sql)
        rows.persist().createOrReplaceTempView(name)
        self.drop(name)
        self._kept[name] = rows

    def drop(self, name: str) -> None:
        """Drop a table from the executors; what is made of it and not computed yet is made without."""
        if name in self._kept:
            self._kept.pop(name).unpersist()

    def fetch(self, query: Query) -> pd.DataFrame:
        """Return the answer to a query."""
        return query.typed(self._session.sql(query.sql).toArrow())

    def open(self, name: str, path: Path) -> bool:
        """Have a Parquet file as a view."""
        from pyspark.errors import AnalysisException

        try:
            self._view(name, self._session.read.parquet(f"file:{path}"))
        except AnalysisException:
            # Spark does not read everything, such as times in nanoseconds
            return False
        return True

    def put(self, name: str, frame: pd.DataFrame) -> None:
        """Have a table that was read."""
        # as Arrow: pickled rows would need Python on the workers
        self._view(name, self._session.createDataFrame(arrow.Table.from_pandas(frame, preserve_index=False)))

    def _view(self, name: str, rows: "DataFrame") -> None:
        columns = [rows[each].cast(_TYPES[kind]).alias(each) for each, kind in large_files.schema(name).items()]
        rows.select(*columns).createOrReplaceTempView(name)


@contextmanager
def connect(master: str) -> Iterator[Spark]:
    """Have Spark while marts are made; nothing of it is left afterwards.

    Parameters
    ----------
    master
        ``local[*]`` for all cores of this machine, or ``spark://host:7077`` for a standalone cluster.

    Raises
    ------
    InputError
        When Spark or Java is not here, the master does not answer, or no worker comes.
    """
    if not _MASTER.fullmatch(master):
        raise InputError(f"--master: found {master!r}, allowed: local[*], local[<cores>] or spark://<host>:<port>")
    if find_spec("pyspark") is None:
        raise InputError(
            "--engine spark: pyspark is not installed here; `make spark` installs it, then start the same command "
            "with .venv-spark/bin/regioanalyse"
        )
    _require_java()
    on_cluster = master.startswith("spark://")
    if on_cluster:
        _require_answer(master)
    build().mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".spark-", dir=build()) as scratch,
        _session(master, on_cluster, Path(scratch)) as session,
    ):
        if on_cluster:
            _require_worker(session, master)
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield Spark(session)
        except (PySparkException, Py4JError, ConnectionError) as error:
            raise InputError(
                f"--master {master}: {str(error).strip().splitlines()[0]}; {relative(_log())} says more"
            ) from error


@contextmanager
def _session(master: str, on_cluster: bool, scratch: Path) -> Iterator["SparkSession"]:
    """Have a session. Spark's Java process ends with this one."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    settings = {
        "spark.master": master,
        "spark.app.name": "regioanalyse marts",
        "spark.log.level": "WARN",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # the same rows as from DuckDB: days do not depend on the machine, and a wrong cast or an overflow is an error
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.shuffle.partitions": str(PARTS),
        # a month asks what the month before it asked: its queries are compiled once
        "spark.sql.codegen.cache.maxEntries": "2000",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
        "spark.sql.warehouse.dir": (scratch / "warehouse").as_uri(),
        "spark.local.dir": str(scratch),
    }
    if not on_cluster:
        # nobody else on the network needs this process
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    # Spark takes over what control-C does
    interrupted = signal.getsignal(signal.SIGINT)
    try:
        with _output_in(_log()):
            session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise InputError(f"--master {master}: Spark did not start, {relative(_log())} says why") from error
    finally:
        signal.signal(signal.SIGINT, interrupted)
    try:
        yield session
    finally:
        # there is nothing to stop of a process that is gone
        with suppress(Py4JError, ConnectionError):
            session.stop()


@contextmanager
def _output_in(log: Path) -> Iterator[None]:
    """Let processes that start here write to a log; the output of this process stays where it was."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(descriptor) for descriptor in (1, 2)]
    try:
        with log.open("w") as file:
            for descriptor in (1, 2):
                os.dup2(file.fileno(), descriptor)
        yield
    finally:
        for descriptor, own in zip((1, 2), kept, strict=True):
            os.dup2(own, descriptor)
            os.close(own)


def _log() -> Path:
    """Return where the words of Spark itself go."""
    return build() / "spark.log"


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home, "bin", "java")) if home else "java")
    told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr if java else ""
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise InputError(
            f"--engine spark: found {f'Java {version[1]}' if version else 'no Java'}, allowed: Java {OLDEST_JAVA} or "
            "newer, on the path or in JAVA_HOME (apt-get install default-jre-headless)"
        )


def _require_answer(master: str) -> None:
    """Refuse a master that does not answer; of several (a cluster with a spare master) one will do."""
    reasons = []
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=ANSWER).close()
        except ValueError:
            raise InputError(f"--master: found {address!r}, allowed: spark://<host>:<port>") from None
        except OSError as error:
            reasons.append(f"{address}: {error.strerror or error}")
        else:
            return
    raise InputError(f"--master {master}: no answer ({'; '.join(reasons)}); is the master running?")


def _require_worker(session: "SparkSession", master: str) -> None:
    """Refuse a cluster without a worker that takes part: its first task would wait for ever."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    done = Event()

    def first_task() -> None:
        # it fails when the session is stopped
        with suppress(PySparkException, Py4JError, ConnectionError):
            session.range(1).count()
            done.set()

    Thread(target=first_task, daemon=True).start()
    if not done.wait(FIRST_WORKER):
        import pyspark

        raise InputError(
            f"--master {master}: no worker took part within {FIRST_WORKER} seconds; needed: a worker with a free "
            f"core and memory, Spark {pyspark.__version__} as here, and a way from the worker to this machine "
            "(spark.driver.host)"
        )
