"""Makes a last attempt to save answers that could not be saved earlier."""

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.store import Store
from torchquiz.engine.wording import counted
from torchquiz.tui.plain.dialogue import Dialogue


def save_what_waits(store: Store, aside: Dialogue) -> None:
    """Save answers that could not be saved earlier, or print how many are lost."""
    try:
        store.flush()
    except StoreError as error:
        answers = counted(store.unsaved, "answer")
        reason = error.__cause__ or error
        aside.tell(f"{answers} could not be saved in {store.path}: {reason}")
