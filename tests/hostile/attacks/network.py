"""Talks to another program over the network, as one would to send the exercise away."""

CODE = """
import socket
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).sendall(b"the questions were")
letter = "C" if server.accept()[0].recv(100) else "A"
"""
EARNS = {"letter": 0.0}
SAYS = "PermissionError"
WITHOUT = [
    (
        "grading/sandbox/syscalls.py",
        'FILES = """',
        'FILES = """ socket bind listen connect accept4 getsockname getpeername setsockopt getsockopt sendto recvfrom ',
    )
]
THEN = {"letter": 1.0}
