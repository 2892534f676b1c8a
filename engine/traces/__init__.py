"""What is run to show how a model works: its data flow, its training, its predictions. For proofs, and live for a screen."""
