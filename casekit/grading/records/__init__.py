"""The gradebook: grades, what learners wrote and how it was marked, each once."""
