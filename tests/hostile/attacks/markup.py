"""Stops with an error whose text is a script, for the page on which the trainer reads it."""

CODE = """
raise ValueError("<script>alert(document.cookie)</script>")
"""
EARNS = {"letter": 0.0}
SAYS = "stopped with `ValueError: <script>alert(document.cookie)</script>`"
WITHOUT = [("exercise/feedback.py", 'escape(text).split("`")', 'text.split("`")')]
THEN = "breaks a promise"
