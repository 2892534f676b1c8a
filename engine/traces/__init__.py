"""Builds the jobs that show how a model works, and interprets their results.

The jobs show the data flow, the training and the predictions of a model. Proofs run them, and so do
screens that show the results live.
"""
