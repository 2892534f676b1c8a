"""Questions about a traced model, written as items of a lesson. There is one module per topic."""
