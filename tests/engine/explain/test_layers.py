"""Every question that `explain` asks about a kind of layer is correct and can be proven."""

from pathlib import Path

import pytest

from torchquiz.engine.explain.explained import Explained, explained, traced
from torchquiz.engine.explain.lesson import lesson_text
from torchquiz.engine.explain.proven import write_lesson
from torchquiz.engine.explain.questions.windows import WindowSide
from torchquiz.engine.explain.subject import META
from torchquiz.engine.explain.target import parse_target
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

HEAD = "import torch\nfrom torch import nn\n\n\n"
IMAGES = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.depth = nn.Conv2d(8, 8, 3, padding=1, groups=8, bias=False)
        self.up = nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1)
        self.out = nn.ConvTranspose2d(4, 3, 3, bias=False)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.shrink = nn.AvgPool2d(3, stride=2)
        self.flat = nn.Flatten()
        self.head = nn.Linear(6, 2, bias=False)
        self.idle = nn.Linear(4, 4)

    def forward(self, x):
        y = self.out(self.up(self.depth(self.down(x))))
        y = torch.cat([y, y * 2], dim=1)
        return self.head(self.flat(self.pool(self.shrink(y))))
"""
TEXT = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(50, 16)
        self.lstm = nn.LSTM(16, 8, num_layers=2, bidirectional=True, batch_first=True)
        self.gru = nn.GRU(16, 16, batch_first=True)
        self.attention = nn.MultiheadAttention(16, 4, batch_first=True)
        self.norm = nn.LayerNorm(16)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(16, 5)

    def forward(self, tokens):
        x, _ = self.lstm(self.embed(tokens))
        x, _ = self.gru(x)
        y, _ = self.attention(x, x, x)
        return self.head(self.drop(self.norm(x + y)))
"""
LARGE = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(5000, 5000), nn.Linear(5000, 3)

    def forward(self, x):
        return self.last(torch.relu(self.first(x)))
"""


def explain(pool: Pool, folder: Path, code: str, inputs: str) -> Explained:
    path = folder / "net.py"
    path.write_text(HEAD + code)
    target = parse_target(f"{path}:Net", "", [inputs])
    trace = traced(target, pool.run)
    assert trace.is_complete, trace.error
    return explained(target, trace, pool.run)


@pytest.mark.parametrize(
    ("code", "inputs", "ids"),
    [
        (
            IMAGES,
            "2x3x16x16",
            {
                *("shape-after-up", "shape-after-pool", "shape-after-shrink", "stride-of-depth"),
                *("parameters-of-depth", "parameters-of-out", "parameter-without-a-gradient"),
                "shape-after-model-cat-2",
            },
        ),
        (
            TEXT,
            "torch.randint(0, 50, (2, 7))",
            {
                *("shape-after-lstm", "parameters-of-lstm", "parameters-of-gru"),
                *("parameters-of-attention", "parameters-of-norm", "what-dropout-does"),
                *("shape-after-embed", "parameters-of-embed"),
            },
        ),
    ],
    ids=["images", "text"],
)
def test_every_question_about_a_model_can_be_proven(
    pool: Pool, tmp_path: Path, code: str, inputs: str, ids: set[str]
) -> None:
    found = explain(pool, tmp_path, code, inputs)
    assert ids <= {question.id for question in found.questions}
    path = tmp_path / "all.yaml"
    path.write_text(lesson_text(found, found.questions, path, copies_code=True))
    with threads(pool) as provers:
        proof = prove_lesson(path, "all.yaml", provers, None)
    assert [str(fault) for fault in proof.faults] == [] and proof.unproven == []


def test_the_questions_about_a_large_model_compute_only_shapes(pool: Pool, tmp_path: Path) -> None:
    found = explain(pool, tmp_path, LARGE, "2x5000")
    path = tmp_path / "large.yaml"
    with threads(pool) as provers:
        proof = write_lesson(found, path, provers, None, copies_code=True)
    assert META in path.read_text()
    assert proof.faults == [] and proof.items >= 10 and "parameters-of-first" in proof.bodies


@pytest.mark.parametrize(
    ("side", "positions", "formula"),
    [
        (WindowSide(64, 1, 3, 1), 64, "64 + 2 * 1 - 3 + 1"),
        (WindowSide(64, 1, 3, 2), 32, "(64 + 2 * 1 - 3) // 2 + 1"),
        (WindowSide(7, 0, 2, 2), 3, "(7 - 2) // 2 + 1"),
    ],
)
def test_positions_of_a_window(side: WindowSide, positions: int, formula: str) -> None:
    assert (side.positions, side.formula, eval(formula)) == (positions, formula, positions)
    assert side.rounded_up >= positions
