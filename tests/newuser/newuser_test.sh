#!/bin/sh
# A new user's first minute: the tracked files in an empty folder, and then only what the README says.
# usage: newuser_test.sh PROJECT
set -eu

project=$1
# A test that runs under meson inherits its compiler and options; a new user has none of them.
unset CC CFLAGS LDFLAGS MESON_BUILD_ROOT MESON_SOURCE_ROOT LOCKSTEP_FILE LOCKSTEP_NOW LOCKSTEP_USER
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
clone=$home/lockstep
mkdir "$clone"
export HOME="$home" XDG_STATE_HOME="$home/state" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"

passed=0
failed=0
expect()
{
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $what"
    fi
}

# Only what is tracked: a file that was never added is missing here as it is missing in a clone.
if ! git -C "$project" ls-files -z >"$home/files" 2>/dev/null; then
    echo "no git repository: nothing says which files belong to the project"
    exit 77
fi
tar -C "$project" --null --ignore-failed-read -T "$home/files" -cf - 2>/dev/null | tar -C "$clone" -xf -
cd "$clone"

# $(...) takes one reader of the pipe away early, as head does.
first=$(script/run 2>"$home/first.err" | head -n 1)
header=meeting,date,segment,position,start,planned_s,ref,title,why_on_agenda,owner,backup,acting,ask,state,carried
expect "script/run | head prints the agenda's columns: $first" [ "$first" = "$header" ]

expect "script/run exits 0" script/run >"$home/out" 2>"$home/err"
expect "the whole agenda is there" [ "$(wc -l <"$home/out")" -eq "$(wc -l <data/sample/agenda_2026-03-10.csv)" ]
expect "it ends with the last line of the sync" grep -q ',Close,' "$home/out"
expect "the second time has nothing to say" [ ! -s "$home/err" ]

{ script/run 2>"$home/err" || echo $? >"$home/status"; } | true
expect "a reader that goes away is no failure" [ ! -s "$home/status" ]

[ "$failed" -eq 0 ] || cat "$home/first.err" "$home/err"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
