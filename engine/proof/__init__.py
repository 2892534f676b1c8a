"""The parts of a proof: its context, its texts and figures, and checks that several kinds share."""
