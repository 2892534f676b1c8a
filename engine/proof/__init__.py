"""Code that all proofs share: the state of a proof, text rendering, and common checks."""
