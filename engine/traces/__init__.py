"""What is run to show how a model works: its data flow, its training and its predictions.

Proofs run it, and so do screens, live.
"""
