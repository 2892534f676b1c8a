"""Checks this machine for `torchquiz doctor`: versions, confinement, speed and folders."""

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
"""Number of snippets to run before timing starts, to warm up the worker."""
TIMED_RUNS = 30
SLOW_MS = 25.0
PROVEN_AGAINST = "2.13"

REMEDIES = {
    "namespaces": "Allow user namespaces (sysctl user.max_user_namespaces and"
    " kernel.unprivileged_userns_clone); in a container, grant permission to create them.",
    "privileges": "Start torchquiz as an ordinary user, not as root.",
    "limits": "This system cannot limit processes; run only lessons that you trust.",
    "landlock": "Use Linux 5.13 or later and enable the Landlock security module (lsm=landlock,…).",
    "seccomp": "Use Linux on x86_64 or aarch64 with seccomp filters enabled.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check of this machine."""

    name: str
    is_well: bool
    detail: str
    remedy: str = ""
    """Advice on how to fix the problem, or an empty string if there is none."""


def examine() -> Iterator[Finding]:
    """Check this machine and yield the findings one by one. Some of the checks take a second."""
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
            "Install it as the README describes, for example with `pip install torch`.",
        )
    if not version.startswith(PROVEN_AGAINST):
        remedy = (
            "The lessons that come with torchquiz will be proven again with this version;"
            " `torchquiz check` shows what differs."
        )
        finding = f"{version}; the lessons were written for {PROVEN_AGAINST}"
        return Finding("PyTorch", True, finding, remedy)
    return Finding("PyTorch", True, version)


def _worker() -> Iterator[Finding]:
    with Pool(1) as pool:
        started = time.perf_counter()
        try:
            outcome = pool.run(_job(1.0))
        except WorkerError as error:
            yield Finding("worker", False, str(error), "Run `torchquiz check` for details.")
            return
        first_s = time.perf_counter() - started
        yield from findings_of(pool.layers)
        runs = range(WARM_UP_RUNS + TIMED_RUNS)
        times = [_elapsed_ms(pool) for _ in runs][WARM_UP_RUNS:]
    speed = f"{median(times):.1f} ms; the first took {first_s:.1f} s"
    is_quick = median(times) < SLOW_MS and not outcome.failure
    remedy = "" if is_quick else "The machine is busy or starts processes slowly; try again later."
    yield Finding("a snippet", is_quick, speed, remedy)


def findings_of(layers: Mapping[str, Layer]) -> Iterator[Finding]:
    """Yield a finding for each layer of protection that confines snippets."""
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
    size = f"{file.stat().st_size / 1024:,.0f} KiB" if file.is_file() else "not created yet"
    folder = next(folder for folder in file.parents if folder.exists())
    is_well = os.access(file if file.exists() else folder, os.W_OK)
    remedy = "" if is_well else "Make it writable, or set TORCHQUIZ_HOME to a writable folder."
    return Finding(name, is_well, f"{file}, {size}", remedy)
