"""Reads the file that a lesson names as its `source`, and checks that it has not changed."""

from pathlib import Path

from torchquiz.engine.banks.model_source import ModelSource, read_model_source
from torchquiz.engine.errors import BankError, Fault, TorchquizError
from torchquiz.engine.models.declared import SourceModel
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.yaml.positions import Source


def source_blocks(path: Path, source: Source, model: SourceModel | None) -> tuple[Block, ...]:
    """Return the code that defines a lesson's model, or no blocks if it has no `source`.

    Args:
        path: the path of the lesson.
        source: the values of the lesson, with their positions.
        model: the lesson's `source`.

    Raises:
        BankError: the file cannot be read, or its content has changed.
    """
    if model is None:
        return ()
    try:
        model_source = read_model_source(path.parent / model.file)
    except TorchquizError as error:
        remedy = "Put the file there, or correct the path. It is relative to the lesson's folder."
        raise BankError([source.fault(("source", "file"), str(error), remedy)]) from None
    if model_source.digest != model.sha256:
        raise BankError([_changed(source, model_source)])
    return model_source.blocks


def _changed(source: Source, model_source: ModelSource) -> Fault:
    message = (
        f"{model_source.path.name}, or a module that it imports, has changed since this lesson was"
        " written."
    )
    remedy = (
        "Run `torchquiz explain` again, or review the change and enter the new hash:\n"
        f"sha256: {model_source.digest}"
    )
    return source.fault(("source", "sha256"), message, remedy)
