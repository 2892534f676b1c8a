"""Provides the workers that prove the parts of lessons with which learners begin."""

from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.sandbox.worker_process import WorkerPlan


def first_workers(begins_with: str) -> Pool:
    """Return a pool for the first few proofs. Start it if a learner is waiting for an activity.

    The pool's workers run their first job a second earlier than other workers, because they do not
    warm up. A single worker and its twin (for the second run of each job) are faster than several
    that import torch at the same time.
    """
    pool = Pool(1, plan=WorkerPlan(is_brief=True))
    if begins_with:
        pool.start(with_twins=True)
    return pool
