# Finds or makes a compiler with the target wasm32-unknown-unknown, and writes down for xtask which it is.
# shellcheck shell=bash

wasm_record=$cache/wasm-compiler
wasm_folder=$cache/wasm

# can_wasm RUSTC [FLAG...]: does this compiler link a wasm library that uses std?
can_wasm() {
    local rustc=$1 probe worked=1
    shift
    probe=$(mktemp -d)
    echo 'pub fn here() -> String { String::from("wasm") }' >"$probe/probe.rs"
    if "$rustc" --target wasm32-unknown-unknown --crate-type cdylib "$@" \
        --out-dir "$probe" "$probe/probe.rs" >"$cache/log/wasm-probe.log" 2>&1; then
        worked=0
    fi
    rm -rf "$probe"
    return $worked
}

# record CARGO RUSTC FLAGS: three lines that xtask reads, and one that tells when the compiler has changed.
record() {
    printf 'cargo=%s\nrustc=%s\nflags=%s\nversion=%s\n' "$1" "$2" "$3" "$("$2" --version)" >"$wasm_record"
    say "wasm is compiled by $2 ($("$2" --version))"
}

recorded() {
    sed -n "s/^$1=//p" "$wasm_record"
}

wasm_is_ready() {
    [ -f "$wasm_record" ] && [ -x "$(recorded cargo)" ] &&
        [ "$("$(recorded rustc)" --version 2>/dev/null)" = "$(recorded version)" ]
}

# new_enough RUSTC: the workspace names the oldest compiler that it is built with.
new_enough() {
    local least is
    least=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$repository/Cargo.toml")
    is=$("$1" --version | cut -d' ' -f2)
    [ "$(printf '%s\n%s\n' "$least" "$is" | sort -V | head -n 1)" = "$least" ]
}

wasm_from_rustup() {
    local cargo rustc
    if have rustup && rustup which rustc >/dev/null 2>&1; then
        cargo=$(rustup which cargo) rustc=$(rustup which rustc)
    elif have rustc && have cargo; then
        cargo=$(command -v cargo) rustc=$(command -v rustc)
    else
        return 1
    fi
    new_enough "$rustc" || return 1
    if ! can_wasm "$rustc"; then
        have rustup || return 1
        say "asking rustup for the target wasm32-unknown-unknown"
        timeout 300 rustup target add wasm32-unknown-unknown >"$cache/log/rustup.log" 2>&1 </dev/null || return 1
        can_wasm "$rustc" || return 1
    fi
    record "$cargo" "$rustc" ""
}

# Debian's compiler for web programs knows the target but ships no std for it, so std is built here, once, from
# Debian's sources, into a folder of ours: nothing of the distribution is changed.
wasm_from_debian() {
    local cargo=/usr/bin/cargo rustc=/usr/bin/rustc sysroot=$wasm_folder/sysroot library
    if ! [ -x $cargo ] || ! [ -d /usr/lib/rustlib/src/rust/library ] || ! have rust-lld; then
        debian "Debian's compiler, since rustup has no wasm target here" \
            rustc-web cargo-web rust-web-src rust-web-llvm
    fi
    # /usr/bin/rust-lld is a link to the linker of one LLVM version: lld-22, say, a package of the same name.
    if ! rust-lld -flavor wasm --version >/dev/null 2>&1; then
        debian "the linker" "$(basename "$(readlink /usr/bin/rust-lld)")"
    fi
    new_enough $rustc || fail "Debian's compiler is too old ($($rustc --version)); is the security suite among your package sources?"
    library=$sysroot/lib/rustlib/wasm32-unknown-unknown/lib
    build_wasm_std $cargo $rustc "$library"
    can_wasm $rustc "--sysroot=$sysroot" || {
        tail -n 20 "$cache/log/wasm-probe.log" >&2
        fail "Debian's compiler still cannot build for wasm32-unknown-unknown"
    }
    record $cargo $rustc "--sysroot=$sysroot"
}

# build_wasm_std CARGO RUSTC LIBRARY: RUSTC_BOOTSTRAP allows -Zbuild-std here and nowhere else. Bitcode is kept because
# the site is linked with link-time optimisation, and small code is preferred because people wait for it.
build_wasm_std() {
    local seed=$wasm_folder/seed built
    say "building wasm's standard library (about a minute, once)"
    rm -rf "$wasm_folder"
    mkdir -p "$seed/src" "$3"
    : >"$seed/src/lib.rs"
    printf '[package]\nname = "seed"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$seed/Cargo.toml"
    (
        cd "$seed" || exit 1
        quietly wasm-std env RUSTC="$2" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$seed/target" \
            CARGO_PROFILE_RELEASE_OPT_LEVEL=z \
            RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/cargo" \
            "$1" build --release --target wasm32-unknown-unknown \
            -Zbuild-std=std,panic_abort,proc_macro -Zbuild-std-features=optimize_for_size
    )
    for built in "$seed"/target/wasm32-unknown-unknown/release/deps/*.rlib; do
        case $built in
        */libseed-*) ;;
        *) cp "$built" "$3/" ;;
        esac
    done
    rm -rf "$seed"
}

# LATCHKEY_WASM=debian skips rustup, so that this way can be tried where rustup would do.
wasm_compiler() {
    wasm_is_ready && return 0
    if [ "${LATCHKEY_WASM:-}" = debian ] || ! wasm_from_rustup; then
        wasm_from_debian
    fi
}
