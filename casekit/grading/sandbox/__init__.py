"""The sandbox that submissions run in: a cage for each of them, forked from a warm interpreter.

`origin`, `host`, `attempt`, `mounts`, `kernels` and `syscalls` are the trusted side; `warm` prepares, `child` is the
cage, and `setting` with `replies` is what runs in it. With a Jupyter kernel it is `jupyter` that runs there, and
`inside` in the kernel. `wire` and `kernel`, Linux' own calls, serve both sides.
"""
