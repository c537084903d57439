"""The kit's models: one module each, pure functions, nothing but the standard library.

They run wherever Python runs, a browser included, and know nothing of pages, notebooks or grades.
"""
