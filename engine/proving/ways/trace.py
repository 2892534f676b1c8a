"""Proves a lesson's data flow: runs the stages one after another and compares the shapes with those that are stated."""

from collections.abc import Sequence
from typing import Any

from engine.answers.grade import Unreadable
from engine.answers.typed import read
from engine.kinds.texts import Rendered
from engine.models.declared import StageModel, TraceModel
from engine.models.evidence import Doubt
from engine.models.runs import Value
from engine.models.ways import Stage, Trace
from engine.proving.figures import Known, known_in, look
from engine.proving.ways.proof import Broken, Stand, WayProof
from engine.sandbox.job import Answered, Ask, Block, Job, Raised
from engine.sandbox.pool import Workers
from engine.source import Where
from engine.variants.templates import Figure, TemplateError, parts

TIMEOUT_S = 120.0
WINDOW = 4
"""Rows and columns of the corner of numbers that a stage shows."""
WAY = "trace"
STAGES = "data_flow"

KEEP = """\
def _stage(name, layer, before, x):
    import torch
    parameters = sum(one.numel() for one in layer.parameters()) if isinstance(layer, torch.nn.Module) else 0
    _stages.append((x, before, layer, parameters))
    return x

def _corner(x, size):
    if x.dim() < 2 or x.is_complex():
        return []
    sheet = x[0, 0, :size, :size] if x.dim() == 4 else x.reshape(x.shape[0], -1)[:1, : 2 * size]
    return [[round(float(one), 3) for one in row] for row in sheet]

_stages = []
"""


def prove(model: TraceModel, stand: Stand, workers: Workers) -> WayProof:
    """Run all stages in one child and look at each."""
    proof = WayProof("trace")
    try:
        stages, insight = _Prover(model, stand, proof).run(workers)
    except Broken:
        return proof
    if not proof.faults:
        proof.way = Trace(insight, tuple(model.quiz), tuple(stages), stand.setup, evidence=proof.evidence)
    return proof


class _Prover:
    def __init__(self, model: TraceModel, stand: Stand, proof: WayProof) -> None:
        self._model = model
        self._stand = stand
        self._source = stand.source
        self._proof = proof
        self._texts: dict[Where, Rendered] = {}

    def run(self, workers: Workers) -> tuple[list[Stage], str]:
        """The stages as they ran, and the insight, which knows the names of the last."""
        asks = [self._asks(number, stage) for number, stage in enumerate(self._model.data_flow)]
        last = len(asks) - 1
        closing = [self._named(last, figure) for figure in self._figures(self._model.insight, WAY, "insight")]
        job = Job(tuple(self._blocks()), (*(ask for group in asks for ask in group), *closing), timeout_s=TIMEOUT_S)
        outcome = workers.run(job)
        self._proof.tally.snippets += 1
        if outcome.failure:
            raised = outcome.raised
            where: Where = (WAY, STAGES)
            if raised is not None and raised.line and raised.path == self._source.path:
                where = self._stage_at(raised.line)
            self._refuse(
                f"the stage does not run: {outcome.failure}.",
                f"{outcome.note} Mend its layer, or the one before it.".lstrip(),
                *where,
            )
        left = iter(outcome.answers)
        stages = [self._stage(number, [next(left) for _ in group]) for number, group in enumerate(asks)]
        return stages, self._said(self._model.insight, left, WAY, "insight")

    def _blocks(self) -> list[Block]:
        blocks = [self._stand.setup_block, Block(KEEP, "stages", role="setup")]
        for number, stage in enumerate(self._model.data_flow):
            code, key = self._code(number, stage)
            line = self._source.spot((WAY, STAGES, number, key)).text_line
            if number == 0:
                blocks.append(Block(f"_x = _stage('', None, None, ({code}\n))", self._source.path, line))
            else:
                blocks.append(Block(f"_layer = ({code}\n); _x = _stage('', _layer, _x, _layer(_x))", self._source.path, line))
        return blocks

    def _code(self, number: int, stage: StageModel) -> tuple[str, str]:
        wanted, other = ("input", "layer") if number == 0 else ("layer", "input")
        code = getattr(stage, wanted)
        if code is None or getattr(stage, other) is not None:
            self._refuse(
                f"stage {number + 1} needs '{wanted}' and no '{other}'.",
                "The first stage has 'input', the others 'layer'.",
                WAY,
                STAGES,
                number,
            )
        return str(code).strip(), wanted

    def _asks(self, number: int, stage: StageModel) -> list[Ask]:
        before = f"_stages[{number}][1]"
        after = f"_stages[{number}][0]"
        corner = f"_corner({after}, {WINDOW})"
        if number:
            factor = f"{after}.shape[-1] / {before}.shape[-1] if {after}.dim() == {before}.dim() == 4 else 1"
            corner = f"_corner({after}, max(1, min({WINDOW}, round({WINDOW} * ({factor})))))"
        asks = [Ask(f"{after}.shape"), Ask(f"_stages[{number}][3]"), Ask(corner)]
        asks.append(Ask(f"_corner({before}, {WINDOW})" if number else "[]"))
        return asks + [
            self._named(number, figure)
            for field in ("name", "means")
            for figure in self._figures(getattr(stage, field), WAY, STAGES, number, field)
        ]

    def _figures(self, text: str, *where: str | int) -> list[Figure]:
        try:
            return [piece for piece in parts(text) if isinstance(piece, Figure)]
        except TemplateError as error:
            self._refuse(f"the text cannot be read: {error}.", "Write a literal brace twice.", *where)
            return []

    def _named(self, number: int, figure: Figure) -> Ask:
        """The figure with the stage's own names."""
        return Ask(f"(lambda x, before, layer, parameters: ({figure.code}))(*_stages[{number}])", "text", figure.spec)

    def _stage(self, number: int, answers: Sequence[Answered]) -> Stage:
        model = self._model.data_flow[number]
        size, parameters, window, window_before, *figures = answers
        if not isinstance(size, Value) or size.tag != "shape":
            self._refuse("the stage does not give a tensor.", "Let its layer return one tensor.", WAY, STAGES, number)
        assert isinstance(size, Value)
        self._compare(number, model, size)
        said = iter(figures)
        name = self._said(model.name, said, WAY, STAGES, number, "name")
        means = self._said(model.means, said, WAY, STAGES, number, "means")
        before = self._previous
        self._previous = _sizes(size)
        code, _ = self._code(number, model)
        count = parameters.data if isinstance(parameters, Value) else 0
        self._check_figures(number, known_in(f"{model.name} {code} {before} {size.text} {count}"))
        return Stage(name, code, before, _sizes(size), count, means, _rows(window_before), _rows(window))

    _previous: tuple[int, ...] = ()

    def _compare(self, number: int, model: StageModel, size: Value) -> None:
        where = (WAY, STAGES, number, "shape")
        stated = read(model.shape if isinstance(model.shape, str) else str(model.shape), size)
        if isinstance(stated, Unreadable):
            self._refuse(
                f"the shape cannot be read: {model.shape}.", "Write it like 1000×16×32×32 or (1000, 16, 32, 32).", *where
            )
        assert isinstance(stated, Value)
        if _sizes(stated) == _sizes(size):
            self._proof.tally.stages.proven += 1
            return
        self._proof.tally.stages.wrong += 1
        self._fault("the stage's shape is not what PyTorch gives.", f"shape:   {stated.text}\nPyTorch: {size.text}", *where)

    def _said(self, text: str, answers: Any, *where: str | int) -> str:
        said = ""
        computed: list[tuple[int, int]] = []
        for piece in parts(text.strip()):
            if isinstance(piece, str):
                said += piece
                continue
            answer = next(answers)
            if isinstance(answer, Raised):
                self._proof.tally.figures.wrong += 1
                message = f"the figure {{{piece.code}}} cannot be computed: {answer.sentence}."
                self._fault(message, "Use x, before, layer and parameters.", *where)
                continue
            self._proof.tally.figures.proven += 1
            computed.append((len(said), len(said) + len(str(answer))))
            said += str(answer)
        self._texts[where] = Rendered(where, said, tuple(computed))
        return said

    def _check_figures(self, number: int, known: Known) -> None:
        """What a stage means is looked at like what explains an item."""
        where = (WAY, STAGES, number, "means")
        looked = look(self._texts[where], known)
        self._proof.tally.figures.proven += looked.calculated
        self._proof.tally.figures.wrong += len(looked.wrong)
        self._proof.tally.figures.unproven += len(looked.unbacked)
        for sentence in looked.wrong:
            self._fault(f"{sentence}.", "Write the figure as {expression}, so that it is computed.", *where)
        if looked.unbacked:
            self._proof.unproven.append(Doubt(where, f"nothing computed gives {', '.join(looked.unbacked)}"))

    def _stage_at(self, line: int) -> Where:
        """The stage whose code stands on this line, or begins last before it."""
        begins = [(self._source.spot((WAY, STAGES, number)).line, number) for number in range(len(self._model.data_flow))]
        number = max((number for start, number in begins if start <= line), default=0)
        return (WAY, STAGES, number)

    def _fault(self, message: str, remedy: str, *where: str | int) -> None:
        self._proof.faults.append(self._source.fault(where, message, remedy))

    def _refuse(self, message: str, remedy: str, *where: str | int) -> None:
        self._fault(message, remedy, *where)
        raise Broken


def _sizes(value: Value) -> tuple[int, ...]:
    return tuple(element["data"] for element in value.data)


def _rows(answer: Answered) -> tuple[tuple[float, ...], ...]:
    if not isinstance(answer, Value):
        return ()
    return tuple(tuple(float(one["data"]) for one in row["data"]) for row in answer.data)
