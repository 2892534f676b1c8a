"""The background process proves lessons with the packages of the process that starts it."""

import os
import subprocess
import sysconfig
import venv
from pathlib import Path

from tests import ROOT
from tests.engine.small_bank import SMALL

PROVE = """
from pathlib import Path
from torchquiz.engine.study.background_proof import BackgroundProof
for news in BackgroundProof([Path("small.yaml")], Path("proofs.db"), 1):
    print(news.done, news.total, *news.faults)
"""

OBSTACLES = """
from pathlib import Path
from torchquiz.engine.models.beginning import PRACTICE
from torchquiz.engine.study.background_proof import BackgroundProof
paths = [Path("small.yaml"), Path("other.yaml")]
for news in BackgroundProof(paths, Path("proofs.db"), 1, PRACTICE):
    print(news.path, news.is_finished, news.obstacle)
"""


def test_torch_is_found_in_a_folder_that_only_an_environment_variable_names(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", symlinks=True)
    (tmp_path / "small.yaml").write_text(SMALL)
    python_path = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    done = subprocess.run(
        [tmp_path / "venv" / "bin" / "python", "-c", PROVE],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": python_path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "2 2"


def test_a_pytorch_that_cannot_be_imported_is_reported_for_every_lesson(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "other.yaml").write_text(SMALL.replace("lesson: small", "lesson: other"))
    venv.create(tmp_path / "venv", symlinks=True)
    (packages,) = (tmp_path / "venv" / "lib").glob("*/site-packages")
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if package.name != "torch" and not (packages / package.name).exists():
            (packages / package.name).symlink_to(package)
    (packages / "torch").mkdir()
    (packages / "torch" / "__init__.py").write_text("raise ImportError('no libtorch')")
    (packages / "torch" / "version.py").write_text("__version__ = '2.13.0'")
    done = subprocess.run(
        [tmp_path / "venv" / "bin" / "python", "-c", OBSTACLES],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    reports = done.stdout.splitlines()
    assert [report.split()[:2] for report in reports] == [
        ["small.yaml", "True"],
        ["other.yaml", "True"],
    ]
    assert all("The worker cannot start: ImportError: no libtorch" in one for one in reports), (
        reports
    )
