"""The parts that proofs share: their context, texts and figures, and checks of several kinds."""
