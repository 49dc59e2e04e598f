"""Web servers that are installed on this machine, started on loopback with the configuration that we write for them."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from county_casebook.deliver.hosting import SERVERS, Hosted

_MODULES = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_NGINX = """\
{module}
daemon off; pid {folder}/pid; error_log {folder}/error.log; {user}
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  include {folder}/site.conf;
}}
"""
_APACHE = """\
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{modules}
TypesConfig /etc/mime.types
<Directory />
  Require all denied
</Directory>
<VirtualHost 127.0.0.1:{port}>
Include {folder}/site.conf
</VirtualHost>
"""
_APACHE_MODULES = "mpm_event authz_core authz_host alias dir headers mime rewrite setenvif"


class Reply(NamedTuple):
    """What a server answered, as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server(NamedTuple):
    """A server that runs."""

    name: str
    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for a path, just as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=sent)
            reply = connection.getresponse()
            return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()


def installed(server: str) -> str:
    """Return the program of a server; empty where it is not installed."""
    program = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}[server]
    found = shutil.which(program, path="/usr/sbin:/usr/bin:/usr/local/bin") or ""
    return found if server != "nginx" or _MODULES.exists() else ""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(server: str, site: Hosted, folder: Path) -> Iterator[Server]:
    """Run a server with the configuration written for a site; it ends with the block."""
    folder.mkdir(parents=True)
    port = free_port()
    written = SERVERS[server](site)
    command = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}[server](written, folder, port)
    with (folder / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            _wait(port, process, folder)
            yield Server(server, port)
        finally:
            process.terminate()
            process.wait(20)


def _nginx(written: str, folder: Path, port: int) -> list[str]:
    module = f"load_module {_MODULES};"
    written = written.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;")
    written = written.replace("    listen [::]:443 ssl http2;\n", "")
    written = written.replace(
        "server { listen 80; listen [::]:80;", f"server {{ listen 127.0.0.1:{free_port()};"
    )
    written = written.replace("    listen 80;\n    listen [::]:80;\n", f"    listen 127.0.0.1:{port};\n")
    (folder / "site.conf").write_text(written.replace("include mime.types", "include /etc/nginx/mime.types"))
    user = f"user {Path('/etc/hostname').owner()};"
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, module=module, user=user))
    return [installed("nginx"), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def _apache(written: str, folder: Path, port: int) -> list[str]:
    (folder / "site.conf").write_text(written)
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _APACHE_MODULES.split()
    )
    (folder / "apache.conf").write_text(_APACHE.format(folder=folder, port=port, modules=modules))
    return [installed("apache"), "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def _caddy(written: str, folder: Path, port: int) -> list[str]:
    written = written.replace("http://127.0.0.1 {", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1")
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tstorage file_system {folder}\n}}\n{written}")
    return [installed("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(100):
        assert process.poll() is None, (folder / "said").read_text() + _errors(folder)
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError((folder / "said").read_text())


def _errors(folder: Path) -> str:
    return (folder / "error.log").read_text() if (folder / "error.log").exists() else ""
