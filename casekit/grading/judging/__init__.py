"""One submission: read, run in the sandbox, and judged by checks that its code never meets."""
