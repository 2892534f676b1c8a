"""Builds and reads the jobs that show how a model works: data flow, training and predictions.

Proofs run these jobs, and so do screens, which show the results live.
"""
