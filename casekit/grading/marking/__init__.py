"""The desk at which a person marks written answers, in JupyterLab."""
