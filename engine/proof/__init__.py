"""The parts of a proof: its context, texts and figures, and checks for several kinds of items."""
