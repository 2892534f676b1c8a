"""Terminal handling: the capabilities, a clean exit, and the learner's editor."""
