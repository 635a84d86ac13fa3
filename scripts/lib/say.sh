# Words, places and long steps that every script here shares; read by `source`, never run.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/latchkey
# rustup's programs come first: Debian's, which the set-up may add for wasm, have no clippy.
if [ -d "${CARGO_HOME:-$HOME/.cargo}/bin" ]; then
    PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
fi
export PATH
export CARGO_TARGET_DIR=${LATCHKEY_TARGET:-${CARGO_TARGET_DIR:-$cache/target}}
mkdir -p "$cache/log" "$CARGO_TARGET_DIR"

say() {
    printf 'Latchkey: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# quietly NAME COMMAND...: keeps the output in a log, and shows its end only when the command fails.
quietly() {
    local log=$cache/log/$1.log
    shift
    if ! "$@" >"$log" 2>&1 </dev/null; then
        tail -n 30 "$log" >&2
        say "this failed: $*"
        say "the whole output is in $log"
        return 1
    fi
}
