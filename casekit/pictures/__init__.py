"""The pictures of the book, one module each, all drawn with :mod:`casekit.pictures.picture`."""
