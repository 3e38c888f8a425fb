"""The marts on Spark: the same bytes as on DuckDB, on a cluster of one master and two workers on this machine.

Spark is not in the environment of the tests, because pandera loads it wherever it finds it: `make spark` puts it in
`.venv-spark`, and a test starts one command there.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import psutil
import pytest
import yaml

from regioanalyse import data, marts, sources
from regioanalyse.errors import InputError
from regioanalyse.marts import spark
from regioanalyse.marts.mart import all_marts
from tests.needed import or_skip

CHECKOUT = Path(__file__).parent.parent.parent
PYTHON = CHECKOUT / ".venv-spark" / "bin" / "python"
#: A month of which all amounts are made the same, so that the rules for ties decide, and a January as it is.
TIES, JANUARY = "2021-06", "2022-01"
#: Of so many clients there is one in the test.
ONE_IN = 50
PERSONS = ("clients", "addresses", "indications", "pgb_awards", "allocations", "waiting_list")
#: On so few rows neither Java's best compiler earns back what it costs, nor Spark's own code for each query, nor a
#: plan that is reconsidered on the way.
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
FEW_ROWS = """
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.adaptive.enabled false
"""


@pytest.fixture(scope="module")
def scripts() -> Path:
    """Return the folder of Spark's own scripts."""
    if not PYTHON.exists():
        or_skip("there is no Spark in .venv-spark; make it with `make spark`")
    if not shutil.which("java"):
        or_skip("Spark needs Java; install it with `apt-get install default-jre-headless`")
    return next(CHECKOUT.glob(".venv-spark/lib/python*/site-packages/pyspark/bin"))


@contextmanager
def started(says: str, log: Path, command: list[str], environment: dict[str, str]) -> Iterator[re.Match[str]]:
    """Start a process of the cluster, wait until it says that it is ready, and end it afterwards."""
    with log.open("w") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=file)
    try:
        until = time.monotonic() + 300
        while not (ready := re.search(says, log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield ready
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of every process of Spark: it keeps to this machine, and has no Python to run."""
    cluster = tmp_path / "cluster"
    cluster.mkdir()
    (cluster / "spark-defaults.conf").write_text(FEW_ROWS)
    return {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(cluster),
        "PYSPARK_PYTHON": "/no/python/on/workers",
        "JDK_JAVA_OPTIONS": QUICK_START,
        "SPARK_CONF_DIR": str(cluster),
    }


@pytest.fixture
def master(scripts: Path, tmp_path: Path, environment: dict[str, str]) -> Iterator[str]:
    """Return the address of a master without workers."""
    command = [str(scripts / "spark-class"), "org.apache.spark.deploy.master.Master"]
    where = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    log = tmp_path / "cluster" / "master.log"
    with started(r"Starting Spark master at spark://127\.0\.0\.1:(\d+)", log, [*command, *where], environment) as ready:
        yield f"spark://127.0.0.1:{ready[1]}"
    # nothing of the cluster stays, neither processes nor the port
    assert left_behind(tmp_path) == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(ready[1])))


@pytest.fixture
def workers(scripts: Path, master: str, tmp_path: Path, environment: dict[str, str]) -> Iterator[list[Path]]:
    """Return the folders of two workers, which have a core each."""
    folders = [tmp_path / "cluster" / name for name in ("first", "second")]
    command = [str(scripts / "spark-class"), "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1"]
    size = ["--port", "0", "--webui-port", "0", "--cores", "1", "--memory", "1g"]

    @contextmanager
    def worker(folder: Path) -> Iterator[object]:
        whole = [*command, *size, "--work-dir", str(folder), master]
        with started("Successfully registered with master", folder.with_suffix(".log"), whole, environment) as ready:
            yield ready

    with worker(folders[0]), worker(folders[1]):
        yield folders


def data_on(
    master: str, folder: Path, environment: dict[str, str], first: str = "pass"
) -> subprocess.CompletedProcess[str]:
    """Run `regioanalyse data` on Spark, from a folder of its own, after these lines of Python."""
    folder.mkdir()
    # values need all months, and are made in the same way
    without = "import warnings; warnings.simplefilter('ignore')"
    without += "; from regioanalyse import indicators; indicators.make = lambda: None"
    without += "; from regioanalyse.marts import spark; spark.PARTS = 2"
    command = [str(PYTHON), "-c", f"{without}; {first}; from regioanalyse.cli import main; main()"]
    command += ["data", "--engine", "spark", "--master", master]
    environment = {**environment, "REGIOANALYSE_PROJECT": os.environ["REGIOANALYSE_PROJECT"]}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def example() -> Path:
    """Return the folder of the example data of this checkout."""
    data.prepare()
    return CHECKOUT / "build" / "example"


@pytest.fixture
def few(example: Path, project: Path) -> Path:
    """Return the root of a project with the claims of two months, of few clients."""
    shutil.copytree(example, project / "build" / "example", copy_function=os.link)
    os.link(example.with_name(".example.key"), project / "build" / ".example.key")
    own = project / "data" / "own"
    (own / "claims").mkdir(parents=True)
    for name in PERSONS:
        table = _of_few(sources.read(name))
        if name == "pgb_awards":
            # what pandas wrote until version 3, and Spark does not read
            table = table.astype({"valid_from": "datetime64[ns]", "valid_to": "datetime64[ns]"})
        table.to_parquet(own / f"{name}.parquet", index=False)
    for month in (TIES, JANUARY):
        claims = _of_few(sources.read_claims(month))
        if month == TIES:
            claims["amount"] = claims["amount"].clip(-1, 1) * 100_000
        claims.to_parquet(own / "claims" / f"{month}.parquet", index=False)
    file = project / "data" / "sources.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    paths = {"claims": "data/own/claims", **{name: f"data/own/{name}.parquet" for name in PERSONS}}
    entries |= {name: {"origin": "file", "source": "eigen", "path": path} for name, path in paths.items()}
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    return project


def _of_few(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["client"] % ONE_IN == 0].reset_index(drop=True)


def made(project: Path) -> dict[str, bytes]:
    """Return the bytes of all marts and of what they were made from, and remove them."""
    files = sorted((project / "build" / "marts").glob("*/*2*"))
    found = {file.relative_to(project / "build").as_posix(): file.read_bytes() for file in files}
    for file in files:
        file.unlink()
    return found


def left_behind(folder: Path) -> list[str]:
    """Return the classes of Java that run for a test with this folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("SPARK_LOCAL_DIRS", "").startswith(str(folder)):
                found.append(next(word for word in process.cmdline() if "org.apache.spark" in word).split(".")[-1])
        except (psutil.Error, StopIteration):
            continue
    return found


def wait_until_only(folder: Path, *names: str) -> None:
    """Wait until only these classes of Java run for a test: Spark's own process ends just after the command."""
    until = time.monotonic() + 60
    while [name for name in left_behind(folder) if name not in names]:
        assert time.monotonic() < until, left_behind(folder)
        time.sleep(0.1)


def test_a_cluster_makes_the_same_bytes_and_leaves_nothing(
    few: Path, master: str, workers: list[Path], tmp_path: Path, environment: dict[str, str]
) -> None:
    marts.make()
    on_duckdb, before = made(few), set((few / "build").iterdir())
    done = data_on(master, tmp_path / "elsewhere", environment)
    assert (done.returncode, done.stderr.strip()) == (0, "data: current")
    on_spark = made(few)
    assert len(on_duckdb) == len(all_marts()) * 2 * 2
    assert [name for name in on_duckdb if on_spark.get(name) != on_duckdb[name]] == []
    # both workers had a part in it
    assert [len(list(folder.glob("app-*/*/stderr"))) for folder in workers] == [1, 1]
    # among the processes, where it was started, in build/ and in the workers' folders
    wait_until_only(tmp_path, "Master", "Worker")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert {path.name for path in set((few / "build").iterdir()) - before} == {"spark.log"}
    assert list((tmp_path / "cluster").glob("spark-*/*")) == []


def test_a_cluster_without_a_worker_is_told_within_a_bounded_time(
    few: Path, master: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    made(few)
    impatient = "spark.FIRST_WORKER = 1"
    done = data_on(master, tmp_path / "elsewhere", environment, impatient)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: --master {master}: no worker took part within 1 seconds")
    assert made(few) == {}
    wait_until_only(tmp_path, "Master")
    assert list((few / "build").glob(".spark*")) == []


def test_a_master_that_does_not_answer_is_told_at_once(scripts: Path, project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(InputError, match=f"spark://127.0.0.1:{port}: no answer .*Connection refused"):
        spark._require_answer(f"spark://127.0.0.1:{port}")


@pytest.mark.parametrize("master", ["localhost:7077", "spark://", "yarn", "local[two]"])
def test_another_master_is_refused(master: str) -> None:
    with (
        pytest.raises(InputError, match=r"allowed: local\[\*\], local\[<cores>\] or spark://<host>:<port>"),
        spark.connect(master),
    ):
        pass


def test_without_pyspark_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="`make spark` installs it"), spark.connect("local[*]"):
        pass


def test_without_java_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: object())
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="found no Java, allowed: Java 17 or newer"), spark.connect("local[*]"):
        pass


def test_an_old_java_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.22\" 2024-01-16' >&2\n")
    java.chmod(0o755)
    monkeypatch.setattr(spark, "find_spec", lambda name: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(InputError, match="found Java 11, allowed: Java 17 or newer"), spark.connect("local[*]"):
        pass
