"""Code that all proofs share: the state of a proof, the rendering of texts, and common checks."""
