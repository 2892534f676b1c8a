"""Makes proofs: their context, texts and figures, and what several kinds of items share."""
