"""Real web servers, nginx and Apache, with what `deploy/` has for them."""

from __future__ import annotations

import os
import shutil  # noqa: TID251  # to look the servers up
import socket  # noqa: TID251  # for a free port
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from laid import GENEROUS
from portal import ROOT

DEPLOY = ROOT / "deploy"
SERVERS = {name: shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("nginx", "apache2")}


def _installed(name: str) -> pytest.MarkDecorator:
    missing = not SERVERS[name] and not os.environ.get("BYLINE_CI")  # noqa: TID251
    return pytest.mark.skipif(missing, reason=f"no {name}: install the Debian package")


WITH_NGINX = _installed("nginx")
WITH_EACH_SERVER = pytest.mark.parametrize("name", [pytest.param(name, marks=_installed(name)) for name in SERVERS])


def nginx(folder: Path, port: int, outer: str, inner: str) -> tuple[list[str], str]:
    """How nginx is started, and its settings, with more in the block of all sites and in that of one."""
    return ["-e", f"{folder}/errors", "-c"], (
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n{outer}\naccess_log {folder}/access.log;\n"
        f"client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;\n"
        f"uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder};\n{inner}\n}}\n}}\n"
    )


def apache2(folder: Path, port: int, outer: str, inner: str) -> tuple[list[str], str]:
    """The same of Apache."""
    modules = ("mpm_event", "authz_core", "setenvif", "headers", "rewrite", "alias", "dir", "mime", "deflate", "filter")
    loaded = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in modules)
    return ["-DFOREGROUND", "-f"], (
        f"{loaded}\nServerRoot {folder}\nPidFile {folder}/pid\nMutex file:{folder} default\nErrorLog {folder}/errors\n"
        f"ServerName intranet.example\nUser #{os.getuid() or 65534}\nGroup #{os.getgid() or 65534}\n"
        f"TypesConfig /etc/mime.types\nListen 127.0.0.1:{port}\n{outer}\n<VirtualHost *>\nDocumentRoot {folder}\n"
        f'LogFormat "%h %l %u %t \\"%r\\" %>s %b" common\nCustomLog {folder}/access.log common env=!byline_views\n'
        f"{inner}\n</VirtualHost>\n"
    )


@contextmanager
def served(name: str, folder: Path, outer: str, inner: str) -> Iterator[int]:
    """A real server, and its port. When it has ended, its logs are written; all of them in the folder."""
    program = SERVERS[name]
    assert program, f"no {name}: install the Debian package"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inner = inner.replace("/var/log/nginx", str(folder)).replace("/var/log/apache2", str(folder))
    arguments, settings = {"nginx": nginx, "apache2": apache2}[name](folder, port, outer, inner)
    (folder / "server.conf").write_text(settings)
    with subprocess.Popen([program, *arguments, folder / "server.conf"], stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + GENEROUS
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    assert server.poll() is None, (folder / "errors").read_text()
                    assert time.monotonic() < deadline
                    time.sleep(0.02)
            yield port
        finally:
            server.terminate()
