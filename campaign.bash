#!/usr/bin/env bash
# Breaks registers on purpose, at length, and looks at what is left.
#
#	./campaign.bash         what .ci/run runs, some minutes
#	./campaign.bash 2000    so many rounds of kill -9 instead of 100
#
# strace, which makes system calls fail, is installed where this runs as root on a
# Debian machine; where it is missing the campaign fails and says so.
set -euo pipefail
cd "$(dirname "$0")"

rounds="${1:-100}"
if ! command -v strace >/dev/null; then
	if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
		printf 'missing on this machine: strace\n'
		exit 1
	fi
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends strace; } >/dev/null 2>&1 || {
		printf 'missing on this machine: strace\n'
		exit 1
	}
fi

start=$SECONDS
printf '== campaign\n'
status=0
CGO_ENABLED=0 go test -count=1 -v -timeout 60m ./internal/campaign -rounds "$rounds" -errors "$((rounds / 5))" -flips "$rounds" || status=$?
printf -- '-- campaign: %s (%d s)\n' "$( ((status)) && echo FAILED || echo ok)" "$((SECONDS - start))"
exit "$status"
