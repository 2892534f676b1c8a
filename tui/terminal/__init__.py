"""Terminal handling: capabilities, a clean exit, and the learner's own editor."""
