#!/usr/bin/env bash
# Everything that must hold before a change is shared, in one command.
#
#	./all.bash         all of it
#	./all.bash quick   what can be known in a few seconds, for every save
#	./all.bash only fuzz pages
#	                   some steps, by their names
#	./all.bash -update all of it, and cmd/chancery/deps.txt is written anew
#
# Every step runs, also after one has failed, and each says what it took. What
# is missing on the machine is installed by the usual means of a Debian machine
# where this runs as root, and is otherwise a failure that names it: no step is
# ever passed over in silence.
#
#	FUZZTIME=1m ./all.bash   how long each fuzz target runs (default 5s)
#	COUNT=1 ./all.bash       run tests whose last result is known, too (set by CI)
#	WHOLE=1 ./all.bash       look at every page in every view
set -euo pipefail
cd "$(dirname "$0")"

export CGO_ENABLED="${CGO_ENABLED:-1}" # for -race only: the product builds without
FUZZTIME="${FUZZTIME:-5s}"
COUNT="${COUNT:-}"
[[ -n "${CI:-}" ]] && COUNT=1
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

passed=0
failed=()

# step NAME COMMAND... runs a step and keeps count. A step says all it has to
# say on its own; its last line here is its name, verdict and time.
step() {
	local name="$1" start verdict status
	shift
	printf '== %s\n' "$name"
	start="$(date +%s%N)"
	set +e # inside "if" the shell would go on after a failed command
	(
		set -e
		"$@"
	)
	status=$?
	set -e
	if ((status == 0)); then
		verdict=ok
		passed=$((passed + 1))
	else
		verdict=FAILED
		failed+=("$name")
	fi
	printf -- '-- %s: %s (%d ms)\n' "$name" "$verdict" $((($(date +%s%N) - start) / 1000000))
}

finish() {
	printf '\n'
	if ((${#failed[@]})); then
		printf 'failed: %s\n' "${failed[@]}"
	fi
	printf 'steps: %d passed, %d failed\n' "$passed" "${#failed[@]}"
	((${#failed[@]} == 0))
}

tool() { go tool -modfile=tools/go.mod "$@"; }

gotest() { go test ${COUNT:+-count="$COUNT"} "$@"; }

# others lists the packages but for the two that have steps of their own.
others() { go list ./... | grep -v -e '/internal/browser$' -e '/internal/house$'; }

# pure_packages lists the rooms that are pure and exist.
pure_packages() {
	awk '!/^#/ && ($2 == "pure" || $2 == "leaf") {print $1}' internal/house/rooms.txt |
		while read -r dir; do
			if [[ -d "$dir" ]]; then printf './%s\n' "$dir"; fi
		done
}

# nested lists the folders with a module of their own, but for the tools.
nested() {
	find . -name go.mod -not -path './go.mod' -not -path './tools/*' -not -path '*/testdata/*' -not -path '*/node_modules/*' -printf '%h\n' | sort
}

# machine: what the other steps run.
machine() {
	local want=() have program package
	while read -r program package; do
		have=no
		for p in ${program//|/ }; do
			if command -v "$p" >/dev/null; then have=yes; fi
		done
		if [[ $have == no ]]; then want+=($package); fi
	done <<-'END'
		git git
		gcc gcc libc6-dev
		chromium|chromium-browser|google-chrome chromium
		node|nodejs nodejs
		npm npm
		xmllint libxml2-utils
		pdftotext poppler-utils
		fc-list fontconfig
	END
	# Pages are looked at in scripts that the program does not embed, too.
	if ! command -v fc-list >/dev/null || ! fc-list | grep -q 'Noto Sans'; then want+=(fonts-noto-core); fi
	if ((${#want[@]})); then
		if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
			printf 'missing on this machine: %s\n' "${want[*]}"
			return 1
		fi
		printf 'installing %s\n' "${want[*]}"
		{
			apt-get update -qq &&
				DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${want[@]}"
		} >"$work/apt" 2>&1 || {
			tail -20 "$work/apt"
			printf 'missing on this machine: %s\n' "${want[*]}"
			return 1
		}
	fi
	# The page checkers, in the versions of their lock file.
	local stamp=tools/web/node_modules/.installed
	if ! cmp -s tools/web/package-lock.json "$stamp"; then
		(cd tools/web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
		cp tools/web/package-lock.json "$stamp"
	fi
	go version
	"$(command -v chromium || command -v chromium-browser || command -v google-chrome)" --version 2>/dev/null
	printf 'node %s\n' "$(node --version)"
}

# generated: what is generated and committed is what the generators write now.
# Files are compared by their bytes before and after, so work that is not
# committed yet does no harm.
generated() {
	local runtime generator
	runtime="$(awk '$1 == "github.com/a-h/templ" {print $2}' go.mod)"
	generator="$(awk '$1 == "github.com/a-h/templ" {print $2}' tools/go.mod)"
	if [[ "$runtime" != "$generator" ]]; then
		printf 'templ is %s in go.mod and %s in tools/go.mod\n' "$runtime" "$generator"
		return 1
	fi
	sums() { git ls-files -z --cached --others --exclude-standard | xargs -0 sha256sum 2>/dev/null | sort -k2 || true; }
	sums >"$work/before"
	if [[ -n "$(find internal -name '*.templ' -not -path '*/testdata/*')" ]]; then
		tool templ generate >"$work/templ" 2>&1 || {
			cat "$work/templ"
			return 1
		}
	fi
	go generate ./...
	sums >"$work/after"
	if ! cmp -s "$work/before" "$work/after"; then
		diff "$work/before" "$work/after" | awk '/^[<>]/ {print $3}' | sort -u
		printf 'the generators have written these files anew: read the diff and commit it\n'
		return 1
	fi
}

format() {
	local bad
	bad="$(find . -name '*.go' -not -path './.git/*' -not -path '*/node_modules/*' -not -path '*/testdata/*' -print0 | xargs -0 gofmt -l)"
	if [[ -n "$bad" ]]; then
		printf 'gofmt would change:\n%s\n' "$bad"
		return 1
	fi
}

vet() { go vet ./...; }

staticcheck() { tool staticcheck ./...; }

# holes: no known hole in what is linked. The list of holes is another's, on the
# network; where it cannot be reached this step says that nothing was checked.
holes() {
	if tool govulncheck ./cmd/chancery >"$work/holes" 2>&1; then
		tail -1 "$work/holes"
	elif grep -q 'fetching vulnerabilities: .*\(dial tcp\|connection refused\|timeout\)' "$work/holes"; then
		printf 'NOT CHECKED: the list of known holes cannot be reached from this machine\n'
	else
		cat "$work/holes"
		return 1
	fi
}

# modules: go.mod and go.sum say what is used, no more and no less.
modules() {
	local dir
	for dir in . tools $(nested); do
		(cd "$dir" && go mod tidy -diff) || {
			printf '%s: go.mod or go.sum differ from what is used: go mod tidy\n' "$dir"
			return 1
		}
	done
	go mod verify
}

# linked: the packages that the program links are a file under review, so that
# a new one shows in the diff.
linked() {
	local file=cmd/chancery/deps.txt
	CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go list -deps -f '{{if not .Standard}}{{.ImportPath}}{{end}}' ./cmd/chancery | sort >"$work/deps"
	if [[ -n "$update" ]]; then
		cp "$work/deps" "$file"
	fi
	if ! diff "$file" "$work/deps"; then
		printf '%s differs from what is linked: read the diff, then ./all.bash -update\n' "$file"
		return 1
	fi
	wc -l <"$file" | xargs printf '%d packages linked\n'
}

# static: the product builds without C.
static() { CGO_ENABLED=0 go build -trimpath -o "$work/chancery" ./cmd/chancery && stat -c '%s bytes' "$work/chancery"; }

# house runs with -count=1, because the go command does not know that it reads
# every file.
house() {
	local status=0
	go test -count=1 -v ./internal/house >"$work/house" 2>&1 || status=$?
	if ((status)); then
		grep -v -e '^=== ' -e '--- PASS' "$work/house"
	else
		grep -e 'lines ' -e '^ok' "$work/house"
	fi
	return "$status"
}

pure() { gotest $(pure_packages); }

# coverage: a pure package has no excuse.
coverage() {
	ROUNDS=100 gotest -cover $(pure_packages) | tee "$work/cover" # all of the random questions
	awk '/coverage:/ {
		for (i = 1; i <= NF; i++) {
			if ($i ~ /chancery\//) package = $i
			if ($i ~ /%$/ && $i + 0 < 95) { print "below 95%: " package " " $i; low = 1 }
		}
	} /no test files/ { print "no tests: " $2; low = 1 } END { exit low }' "$work/cover"
}

# matrix asks what the race detector has no time for.
matrix() { gotest -run NobodyIsAnswered ./cmd/chancery; }

race() { gotest -race -timeout 40m $(others); }

pages() { gotest -timeout 60m ./internal/browser ${WHOLE:+-whole}; }

# target PACKAGE NAME runs one fuzz target.
target() { go test -run '^$' -fuzz "^$2\$" -fuzztime "$FUZZTIME" -fuzzminimizetime 5s "$1" >"$work/target" 2>&1; }

# late PACKAGE NAME: on a busy machine the go command can call its own deadline
# a failure, without an input that fails. Such a target runs once more.
late() {
	grep -q 'context deadline exceeded' "$work/target" && ! grep -q 'Failing input' "$work/target" || return 1
	printf '%s %s: stopped late, once more\n' "$1" "$2"
	target "$1" "$2"
}

# fuzz: each fuzz target of each package for a little while.
fuzz() {
	local name list=() n=0 line
	go test -list '^Fuzz' $(others) >"$work/fuzz" || {
		cat "$work/fuzz"
		return 1
	}
	while read -r line; do
		case "$line" in
		Fuzz*) list+=("$line") ;;
		ok*)
			read -r _ package _ <<<"$line"
			for name in ${list[@]+"${list[@]}"}; do
				n=$((n + 1))
				target "$package" "$name" || late "$package" "$name" || {
					cat "$work/target"
					printf '%s %s: commit what was written to testdata/fuzz with the remedy\n' "$package" "$name"
					return 1
				}
				printf '%s %s %s\n' "$package" "$name" "$(grep -o 'execs: [0-9]*' "$work/target" | tail -1)"
			done
			list=()
			;;
		esac
	done <"$work/fuzz"
	printf '%d fuzz targets, %s each\n' "$n" "$FUZZTIME"
	((n > 0))
}

# module DIR: a nested module keeps the same rules.
module() {
	(cd "$1" && go vet ./... && go tool -modfile="$OLDPWD/tools/go.mod" staticcheck ./... && gotest -timeout 20m ./...)
}

# nested_modules runs one step for each of them.
nested_modules() {
	local dir
	for dir in $(nested); do
		step "module $dir" module "$dir"
	done
}

all=(machine generated format vet staticcheck holes modules linked static house coverage matrix race pages fuzz)
update=
case "${1:-}" in
"") steps=("${all[@]}") ;;
-update)
	steps=("${all[@]}")
	update=-update
	;;
quick) steps=(format vet house pure) ;;
only)
	shift
	steps=("$@")
	;;
*)
	printf 'usage: ./all.bash [quick | only STEP... | -update]\nsteps: %s pure\n' "${all[*]}" >&2
	exit 2
	;;
esac
for name in "${steps[@]}"; do
	step "$name" "$name"
done
if ((${#steps[@]} == ${#all[@]})); then
	nested_modules
fi
finish
