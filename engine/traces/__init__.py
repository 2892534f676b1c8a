"""Builds the jobs that show how a model works, and interprets their results.

The jobs show the data flow, the training and the predictions of a model. They are run by proofs and
by screens that show the results live.
"""
