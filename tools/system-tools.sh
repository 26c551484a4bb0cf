#!/bin/sh
# Tests use these programs where they are present; say which are missing and how to get them.
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
PATH=$PATH:/usr/sbin
command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
command -v postfix >/dev/null 2>&1 || missing="$missing postfix"
command -v dovecot >/dev/null 2>&1 || missing="$missing dovecot-imapd"
[ -x /usr/lib/dovecot/lmtp ] || missing="$missing dovecot-lmtpd"
[ -z "$missing" ] || echo "Missing system tools, some tests will be skipped: apt-get install -y$missing"
