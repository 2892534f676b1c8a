"""How a proof is made: its context, its texts and figures, and what several kinds share."""
