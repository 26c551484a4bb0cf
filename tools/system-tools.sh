#!/bin/sh
# Tests use these programs where they are present; say which are missing and how to get them.
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -z "$missing" ] || echo "Missing system tools, some tests will be skipped: apt-get install -y$missing"
