"""Code that all proofs share: their context, texts, figures and checks."""
