# Shared by the scripts beside it; sourced, not run.
# shellcheck shell=bash

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# Where the program finds what it ships, from whatever folder it is called.
export LAADBOEK_SHARE=${LAADBOEK_SHARE:-$root}

# Progress goes to standard error: standard output belongs to the result.
say() { printf '%s\n' "$*" >&2; }

# fail WHAT [REMEDY…] ends the script; every remedy is one thing the reader can do.
fail() {
    local name=${0##*/} what=$1
    shift
    say "$name: $what"
    local remedy
    for remedy in "$@"; do say "  → $remedy"; done
    exit 1
}

# Sets `app` to the release build of the laadboek executable, building what changed.
build_app() {
    say "Build: laadboek (release)"
    (cd "$root" && swift build -c release --product laadboek) >&2
    # shellcheck disable=SC2034 # used by the scripts that source this one
    app=$(cd "$root" && swift build -c release --show-bin-path)/laadboek
}

# Sets and makes LAADBOEK_HOME. A server run by root belongs to another user, who must get through to its files.
use_home() {
    local home=${LAADBOEK_HOME:-$root/.laadboek}
    mkdir -p "$home" || fail "cannot make $home" "set LAADBOEK_HOME to a folder you may write to"
    LAADBOEK_HOME=$(cd "$home" && pwd -P)
    export LAADBOEK_HOME
    if [ "$(id -u)" = 0 ]; then chmod 711 "$LAADBOEK_HOME"; else chmod 700 "$LAADBOEK_HOME"; fi
}

# Sets DATABASE_URL to the private cluster below LAADBOEK_HOME, unless the caller has a database.
# Every user of the cluster holds a shared lock (descriptor 9, inherited by what it starts); the mutex
# (descriptor 8) keeps starting and stopping apart. PostgreSQL itself must hold none of them.
use_database() {
    [ -z "${DATABASE_URL:-}" ] || return 0
    local dir=$LAADBOEK_HOME/postgres
    exec 8>"$LAADBOEK_HOME/postgres.mutex" 9>"$LAADBOEK_HOME/postgres.users"
    flock 8
    flock -s 9
    private_cluster=$dir
    DATABASE_URL=$("$root/bin/cluster" start "$dir" 7>&- 8>&- 9>&-)
    flock -u 8
    export DATABASE_URL
}

# Stops the private cluster when nobody else uses it.
leave_database() {
    [ -n "${private_cluster:-}" ] || return 0
    flock -u 9
    flock 8
    if flock -n -x 9; then "$root/bin/cluster" stop "$private_cluster" 7>&- 8>&- 9>&- || true; fi
    exec 8>&- 9>&-
    private_cluster=
}

# use_scratch_cluster fast|durable starts a cluster that lives as long as the calling script, in the folder scratch.
use_scratch_cluster() {
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/laadboek-XXXXXX")
    trap leave_scratch EXIT
    trap 'exit 130' INT TERM HUP
    chmod 711 "$scratch"
    local options=()
    if [ "$1" = fast ]; then options=(--fast); fi
    DATABASE_URL=$("$root/bin/cluster" start "${options[@]}" "$scratch/postgres")
    export DATABASE_URL
}

leave_scratch() {
    local status=${1:-$?}
    trap '' INT TERM HUP
    "$root/bin/cluster" remove "$scratch/postgres" || true
    rm -rf "$scratch"
    exit "$status"
}
