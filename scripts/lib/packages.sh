# Packages of the distribution, installed only when something that needs them is missing.
# shellcheck shell=bash

# as_root COMMAND...: plainly as root, else through sudo; otherwise says what is needed.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        say "this needs root and there is no sudo to ask; run as root, once: $*"
        return 1
    fi
}

# debian WHAT PACKAGE...: WHAT says to the reader why it takes a while.
debian() {
    local what=$1
    shift
    have apt-get || fail "$what: there is no apt-get here; please install what Debian calls: $*"
    say "installing $what (Debian packages $*)"
    if [ -z "${package_lists_are_fresh:-}" ]; then
        quietly apt-update as_root apt-get update -q
        package_lists_are_fresh=yes
    fi
    quietly "apt-$1" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "$@"
}

compilers_and_node() {
    if ! have cc || ! have make; then
        debian "a C compiler, which links Rust programs and builds SQLite" gcc libc6-dev make
    fi
    if ! have node || ! have npm; then
        debian "Node.js, which runs wasm-opt and the browser tests" nodejs npm
    fi
}

# npm_ci FOLDER: exactly what the lock file says, and nothing at all when it is there already.
npm_ci() {
    local folder=$1 wanted
    wanted=$(cksum <"$folder/package-lock.json")
    if [ "$(cat "$folder/node_modules/.latchkey" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    say "installing the npm packages of ${folder#"$repository"/}"
    quietly "npm-$(basename "$folder")" env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
        npm ci --prefix "$folder" --no-audit --no-fund --ignore-scripts
    echo "$wanted" >"$folder/node_modules/.latchkey"
}
