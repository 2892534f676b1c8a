"""What `torchquiz doctor` finds on this machine: versions, confinement, speed and folders."""

import os
import platform
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from torchquiz import __version__
from torchquiz.engine.errors import WorkerError
from torchquiz.engine.folders import progress_file, proofs_file, settings_file
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.sandbox.job import Block, Job
from torchquiz.engine.sandbox.job_runner import Layer
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.study.settings_file import SettingsFile

WARM_UP_RUNS = 25
"""Snippets that are run first, so that the worker has warmed up."""
TIMED_RUNS = 30
SLOW_MS = 25.0
PROVEN_AGAINST = "2.13"

REMEDIES = {
    "namespaces": "Allow user namespaces (sysctl user.max_user_namespaces,"
    " kernel.unprivileged_userns_clone); in a container, start it so that it may make them.",
    "privileges": "Start torchquiz as an ordinary user.",
    "limits": "Nothing can be done here; run only banks that you trust.",
    "landlock": "Use Linux 5.13 or later with landlock among its security modules"
    " (lsm=landlock,…).",
    "seccomp": "Use Linux on x86_64 or aarch64 with seccomp filters.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was examined."""

    name: str
    is_well: bool
    said: str
    remedy: str = ""
    """What to do; empty when all is well."""


def examine() -> Iterator[Finding]:
    """Yield one finding after another, since some take a second."""
    yield Finding("torchquiz", True, __version__)
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield Finding("Python", True, f"{platform.python_version()} on {system}")
    yield _torch()
    if torch_version():
        yield from _worker()
    yield _place("progress", progress_file())
    yield _place("proofs", proofs_file())
    yield _settings()


def _torch() -> Finding:
    version = torch_version()
    if not version:
        return Finding(
            "PyTorch",
            False,
            "not installed",
            "Install it with pip, with the constraints that README names.",
        )
    if not version.startswith(PROVEN_AGAINST):
        remedy = (
            "The banks that come with torchquiz are proven against it anew;"
            " torchquiz check shows what changed."
        )
        finding = f"{version}; the banks were written for {PROVEN_AGAINST}"
        return Finding("PyTorch", True, finding, remedy)
    return Finding("PyTorch", True, version)


def _worker() -> Iterator[Finding]:
    with Pool(1) as pool:
        started = time.perf_counter()
        try:
            outcome = pool.run(_job(1.0))
        except WorkerError as error:
            yield Finding("worker", False, str(error), "Run torchquiz check to see more.")
            return
        first_s = time.perf_counter() - started
        yield from findings_of(pool.layers)
        runs = range(WARM_UP_RUNS + TIMED_RUNS)
        times = [_elapsed_ms(pool) for _ in runs][WARM_UP_RUNS:]
    speed = f"{median(times):.1f} ms; the first after {first_s:.1f} s"
    is_quick = median(times) < SLOW_MS and not outcome.failure
    remedy = (
        "" if is_quick else "The machine is busy, or slow to start processes; look again later."
    )
    yield Finding("a snippet", is_quick, speed, remedy)


def findings_of(layers: Mapping[str, Layer]) -> Iterator[Finding]:
    """Yield one finding per layer of the confinement."""
    for name, layer in layers.items():
        remedy = "" if layer.is_active else REMEDIES.get(name, "")
        yield Finding(name, layer.is_active, layer.detail, remedy)


def _elapsed_ms(pool: Pool) -> float:
    started = time.perf_counter()
    pool.run(_job(time.perf_counter()))
    return (time.perf_counter() - started) * 1000


def _job(number: float) -> Job:
    return Job((Block(f"import torch\nx = torch.full((3,), {number}).sum()"),))


def _settings() -> Finding:
    faults = SettingsFile(settings_file()).faults
    return Finding("settings", False, faults[0]) if faults else _place("settings", settings_file())


def _place(name: str, file: Path) -> Finding:
    size = f"{file.stat().st_size / 1024:,.0f} KiB" if file.is_file() else "not there yet"
    folder = next(folder for folder in file.parents if folder.exists())
    is_well = os.access(file if file.exists() else folder, os.W_OK)
    remedy = "" if is_well else "Make it writable, or set TORCHQUIZ_HOME to a folder that is."
    return Finding(name, is_well, f"{file}, {size}", remedy)
