"""Models, explorables, exercises and the site of “Can we spare you for two days?”."""
