"""Questions about a traced model, as items of a lesson; one file per topic."""
