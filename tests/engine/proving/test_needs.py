"""Items that need CUDA or another version of PyTorch are left out where these are missing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import HEAD, SIZE, SMALL, SUM
from torchquiz.engine.folders import progress_file, proofs_file
from torchquiz.engine.models.proven import LeftOut
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof import cuda
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proving import needs
from torchquiz.engine.proving.environment import environment_doubts
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.left_out import left_out_sentence
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

NEEDS_CUDA = SMALL.replace("    kind: claim\n", "    kind: claim\n    needs: cuda\n")
IS_NEW = (
    f"{HEAD}items:\n{SIZE}"
    + SIZE.replace("id: size", "id: new").replace(
        "kind: predict", "kind: predict\n    torch: '>=9'"
    )
    + SUM.replace("kind: claim", "kind: claim\n    needs: cuda")
)


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the prover believe that snippets can use CUDA."""
    monkeypatch.setattr(needs, "computes_on_cuda", lambda workers: True)


@pytest.fixture
def study(check: Check, bank: Path) -> Iterator[Study]:
    """Prove a lesson with one item that needs CUDA, and open it."""
    bank.write_text(NEEDS_CUDA)
    assert check(bank, "--strict").status == 0
    with closing(Store(progress_file())) as store, closing(Proofs(proofs_file())) as proofs:
        yield Study(Catalogue([bank], proofs), store, SnippetRunner())


def test_without_cuda_the_item_is_left_out_and_the_reason_is_given(
    check: Check, bank: Path
) -> None:
    bank.write_text(NEEDS_CUDA)
    result = check(bank, "--strict")
    assert result.status == 0 and "all proven" in result.out
    assert (
        "not shown on this machine:\n  bank/small.yaml:24:12: item 'total': it needs CUDA, and"
        " snippets cannot use it here.\n" in result.out
    )
    assert " 1 item not shown on this machine." in result.out
    plain = check(bank, "--json").json
    assert plain["items"] == 1 and [part["line"] for part in plain["left_out"]] == [24]


def test_with_cuda_the_item_is_proven(check: Check, bank: Path, gpu: None) -> None:
    bank.write_text(NEEDS_CUDA)
    result = check(bank, "--strict")
    assert result.status == 0 and "not shown on this machine" not in result.out
    assert check(bank, "--json").json["items"] == 2


def test_an_item_for_cuda_may_use_torch_cuda() -> None:
    code = "n = torch.cuda.device_count()"
    assert environment_doubts("import torch", code)
    assert environment_doubts("import torch", code, "cuda") == []


def test_cuda_is_looked_for_in_the_sandbox(pool: Pool) -> None:
    assert needs.computes_on_cuda(pool) == cuda.may_have_cuda()


def test_an_unknown_need_is_a_fault(check: Check, bank: Path) -> None:
    bank.write_text(NEEDS_CUDA.replace("needs: cuda", "needs: gpu"))
    result = check(bank)
    assert result.status == 1 and "small.yaml:24:" in result.err and "'cuda'" in result.err


def test_sessions_and_counts_do_without_the_item(study: Study) -> None:
    lesson = study.lesson("small")
    assert [head.id for head in lesson.items] == ["size"]
    assert lesson.left_out == (LeftOut("total", "CUDA"),)
    assert left_out_sentence(lesson) == "Not shown on this machine: 1 question that needs CUDA."
    session = study.sessions.session("small", "practice")
    assert session.total == 1 and study.standing("small").known.total == 1


def test_an_activity_that_names_the_item_waits_for_it_and_is_not_offered(
    check: Check, bank: Path
) -> None:
    bank.write_text(NEEDS_CUDA.replace("quiz: [size]", "quiz: [size, total]"))
    result = check(bank, "--strict")
    assert result.status == 0
    assert "the activity is not offered, because its item 'total' is left out." in result.out


def test_every_reason_is_told_with_its_number(check: Check, bank: Path) -> None:
    bank.write_text(IS_NEW)
    check(bank)
    with closing(Proofs(proofs_file())) as proofs:
        catalogue = Catalogue([bank], proofs)
        lesson = catalogue.lesson(catalogue.entries()[0])
    assert left_out_sentence(lesson) == (
        "Not shown on this machine: 1 question that needs PyTorch >=9 and 1 question that needs"
        " CUDA."
    )


def test_an_export_says_what_is_left_out(
    study: Study, bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "markdown", str(bank), "-o", str(tmp_path / "sheet.md")]) == 0
    said = capsys.readouterr()
    assert said.out.endswith("sheet.md: 1 question.\n")
    assert said.err == ("A small lesson: Not shown on this machine: 1 question that needs CUDA.\n")


def test_a_gpu_changes_the_keys_of_proofs(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = prover_fingerprint.__wrapped__
    before = fresh()
    monkeypatch.setattr(
        "torchquiz.engine.proof.fingerprint.may_have_cuda", lambda: not cuda.may_have_cuda()
    )
    assert fresh() != before


@pytest.mark.parametrize(
    ("build", "is_hidden", "expected"),
    [
        ("cuda: Optional[str] = '12.4'\nhip: Optional[str] = None\n", False, True),
        ("cuda: Optional[str] = None\nhip: Optional[str] = '6.2.1'\n", False, True),
        ("cuda: Optional[str] = None\nhip: Optional[str] = None\n", False, False),
        ("cuda: Optional[str] = '12.4'\n", True, False),
    ],
)
def test_cuda_may_exist_if_the_build_has_it_and_no_variable_hides_it(
    build: str, is_hidden: bool, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").touch()
    (tmp_path / "torch" / "version.py").write_text(build)
    device = tmp_path / "device"
    device.touch()

    class Spec:
        origin = str(tmp_path / "torch" / "__init__.py")

    monkeypatch.setattr(cuda, "find_spec", lambda name: Spec())
    monkeypatch.setattr(cuda, "DEVICES", (str(device),))
    if is_hidden:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    else:
        monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    assert cuda.may_have_cuda.__wrapped__() == expected
    monkeypatch.setattr(cuda, "DEVICES", (str(tmp_path / "none"),))
    assert not cuda.may_have_cuda.__wrapped__()
