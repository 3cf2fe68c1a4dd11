"""The listener: the socket at which a preview or a counter hears what is asked. A door to the network."""

from __future__ import annotations

import errno
import os
import socket

from byline.messages import said
from byline.terminal import stop


def listening(host: str, port: int, language: str) -> socket.socket:
    """A socket that listens; port 0 takes any that is free. Ends with a sentence where the system refuses."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server((str(address[0]), int(address[1])), family=family)
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        system = fault.strerror if isinstance(fault, socket.gaierror) else os.strerror(fault.errno or 0)
        stop(said("port-taken" if taken else "no-listening", language, host=host, port=port, system=system))
