"""A Postfix and a Dovecot of our own: configured in a temporary folder, on loopback ports, started and stopped by the test.

Postfix takes letters, hands those for the two domains to Dovecot by LMTP, and returns what Dovecot does not take. The
machine's own configuration of either is left alone.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import quote

PACKAGES = {
    "/usr/sbin/postfix": "postfix",
    "/usr/sbin/dovecot": "dovecot-imapd",
    "/usr/lib/dovecot/lmtp": "dovecot-lmtpd",
}
PATIENCE_SECONDS = 30
PASSWORD = "mat khau@hop/thu#1"
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.vinhlinh.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
virtual_mailbox_domains = vinhlinh.example, yte.example, vinhchap.example, vinho.example, phunu.example
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:5.1.2 no way out of a test
"""
MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
mail_location = maildir:~/Maildir
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""


def missing() -> str:
    """Return the packages that are not installed; empty when the servers can be started."""
    lacking = [package for program, package in PACKAGES.items() if not Path(program).exists()]
    return " ".join(lacking) if lacking or os.geteuid() == 0 else "(root)"


@dataclass
class MailServers:
    """Both servers. `boxes` are the addresses that exist; everything else in their domains comes back."""

    folder: Path
    smtp: int
    imap: int

    @property
    def smtp_url(self) -> str:
        """Return what PHANCONG_SMTP_URL says."""
        return f"smtp://127.0.0.1:{self.smtp}"

    def imap_url(self, address: str, password: str = PASSWORD, folder: str = "INBOX") -> str:
        """Return what PHANCONG_IMAP_URL says for the mailbox of an address."""
        return f"imap://{quote(address, safe='')}:{quote(password, safe='')}@127.0.0.1:{self.imap}/{quote(folder)}"

    def messages(self, address: str) -> list[Path]:
        """Return the messages that lie in a mailbox."""
        return sorted((self.folder / "home" / address / "Maildir").glob("*/[0-9]*"))

    def wait_for(self, address: str, count: int) -> list[Path]:
        """Wait until so many messages lie in a mailbox."""
        until(lambda: len(self.messages(address)) >= count, self.said)
        return self.messages(address)

    def said(self) -> str:
        """Return what the servers say of themselves."""
        logs = (self.folder / name for name in ("mail.log", "dovecot.log"))
        return "\n".join(log.read_text("utf-8", "replace") for log in logs if log.exists())


def until(condition: Callable[[], bool], why: Callable[[], str]) -> None:
    """Wait for what another process does."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends, why()
        Event().wait(0.05)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def answers(port: int) -> bool:
    """Say whether somebody listens."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def mail_servers(*boxes: str) -> Iterator[MailServers]:
    """Serve these mailboxes while the test lasts."""
    folder = Path(tempfile.mkdtemp(prefix="phancong-thu-"))
    folder.chmod(0o755)
    smtp, imap, lmtp = free_ports(3)
    servers = MailServers(folder, smtp, imap)
    write_configuration(folder, {"folder": folder, "smtp": smtp, "imap": imap, "lmtp": lmtp}, boxes)
    dovecot = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(folder / "dovecot.conf")])
    postfix = ["/usr/sbin/postfix", "-c", str(folder / "postfix")]
    try:
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        until(lambda: all(map(answers, (smtp, imap, lmtp))), servers.said)
        yield servers
    finally:
        subprocess.run([*postfix, "stop"], check=False, capture_output=True)
        dovecot.terminate()
        dovecot.wait(PATIENCE_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def write_configuration(folder: Path, values: dict[str, object], boxes: tuple[str, ...]) -> None:
    """Write what both servers read."""
    for name in ("postfix", "queue", "data", "run", "state", "home"):
        (folder / name).mkdir(mode=0o755)
    shutil.chown(folder / "data", "postfix")
    (folder / "postfix" / "main.cf").write_text(MAIN.format(**values))
    (folder / "postfix" / "master.cf").write_text(MASTER.format(**values))
    (folder / "dovecot.conf").write_text(DOVECOT.format(**values))
    users = []
    for box in boxes:
        home = folder / "home" / box
        home.mkdir()
        shutil.chown(home, "mail", "mail")
        users.append(f"{box}:{{PLAIN}}{PASSWORD}:mail:mail::{home}::")
    (folder / "users").write_text("\n".join(users) + "\n")
