"""A proof reports code whose result may differ on another machine or at another time."""

from pathlib import Path

import pytest

from tests.engine.small_bank import SMALL
from torchquiz.engine.proving.environment import environment_doubts
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

SETUP = """\
import os, time, torch
import torch.nn.functional as F
from datetime import date
from torch import nn
"""


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("n = time.localtime().tm_year", "time.localtime"),
        ("n = date.today().year", "datetime.date"),
        ("n = os.getpid()", "os.getpid"),
        ("from uuid import uuid4\nn = uuid4()", "uuid.uuid4"),
        ("n = torch.cuda.is_available()", "torch.cuda"),
        ("n = torch.get_num_threads()", "torch.get_num_threads"),
        ("n = id(torch) % 16", "id()"),
        ("n = hash('a')", "hash()"),
    ],
)
def test_code_that_reads_the_clock_or_the_machine_is_reported(code: str, name: str) -> None:
    (reason,) = environment_doubts(SETUP, code)
    assert reason == f"`{name}` may differ on another machine or at another time"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("torch.Tensor.numel = lambda self: 13", "torch.Tensor.numel"),
        ("F.relu = abs", "torch.nn.functional.relu"),
        ("del nn.Linear.forward", "torch.nn.Linear.forward"),
    ],
)
def test_code_that_replaces_parts_of_pytorch_is_reported_in_setup_and_snippet(
    code: str, name: str
) -> None:
    reason = f"the code replaces `{name}`, so the result is not PyTorch's own"
    assert environment_doubts(SETUP, code) == [reason]
    assert environment_doubts(SETUP + code, "n = 1") == [reason]


@pytest.mark.parametrize(
    "code",
    [
        "same = id(a) == id(b)",
        "x.time = 1\nn = x.os.path",
        "net.weight.data = torch.zeros(3)",
        "torch.backends.cudnn.benchmark = True",
        "torch.manual_seed(0)",
        "no python (",
    ],
)
def test_other_code_is_not_reported(code: str) -> None:
    assert environment_doubts(SETUP, code) == []


def test_a_proof_has_a_doubt_for_each_snippet(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        SMALL.replace(
            "setup: import torch", 'setup: "import torch; torch.Tensor.numel = lambda self: 13"'
        )
    )
    with threads(pool) as provers:
        proof = prove_lesson(path, path.name, provers, None)
    sentences = [
        sentence
        for sentence in proof.unproven
        if "the code replaces `torch.Tensor.numel`" in sentence
    ]
    assert len(sentences) == proof.items == 2


@pytest.mark.parametrize(
    ("setup", "reason"),
    [
        ("torch.set_default_dtype(torch.float64)", "the setup calls `torch.set_default_dtype`"),
        ("torch.set_grad_enabled(False)", "the setup calls `torch.set_grad_enabled`"),
        ("setattr(torch.Tensor, 'sum', len)", "the code replaces `torch.Tensor`"),
        ("class nn:\n    Linear = len", "the code replaces `nn`"),
        ("vars(torch)['ones'] = torch.zeros", "the code replaces `torch`"),
        ("torch.__dict__.update(ones=torch.zeros)", "the code replaces `torch`"),
        ("globals()['torch'] = None", "the code replaces `globals()['torch']`"),
        ("exec('torch.ones = torch.zeros')", "`exec` runs code that cannot be read here"),
    ],
)
def test_a_setup_that_changes_what_pytorch_does_is_reported(setup: str, reason: str) -> None:
    (doubt,) = environment_doubts(f"{SETUP}{setup}\n", "x = torch.ones(1)")
    assert reason in doubt


def test_a_setup_may_choose_the_meta_device_and_no_other() -> None:
    setup = SETUP + "torch.set_default_device('{}')\n"
    assert environment_doubts(setup.format("meta"), "x = torch.ones(1)") == []
    assert environment_doubts(setup.format("cuda"), "x = torch.ones(1)") != []


def test_the_evaluation_mode_and_dictionaries_of_objects_are_no_doubt() -> None:
    setup = SETUP + "net = torch.nn.Linear(1, 1).eval()\nnames = [*vars(net), *net.__dict__]\n"
    assert environment_doubts(setup, "x = globals()['net']") == []


def test_a_snippet_may_change_a_setting_in_view_of_the_learner() -> None:
    snippet = "torch.set_default_dtype(torch.float64)\nx = torch.ones(1)"
    assert environment_doubts(SETUP, snippet) == []
