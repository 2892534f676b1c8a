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
