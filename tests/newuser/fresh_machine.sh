#!/bin/sh
# A Debian machine with nothing on it: no compiler, no package lists, nothing of ours. There, in a clone:
# script/run | head, then script/test. Nightly; needs root, debootstrap and a mirror.
# usage: fresh_machine.sh PROJECT [RELEASE]
set -eu

project=$1
release=${2-$(. /etc/os-release && echo "${VERSION_CODENAME-stable}")}
skip()
{
    echo "skipped: $*"
    exit 77
}
[ "$(id -u)" -eq 0 ] || skip "needs root"
command -v debootstrap >/dev/null || skip "needs debootstrap"
git -C "$project" rev-parse HEAD >/dev/null 2>&1 || skip "needs a git repository"

machine=$(mktemp -d)
cleanup()
{
    umount "$machine/dev/pts" "$machine/dev" "$machine/proc" 2>/dev/null || true
    # Never through a mount that is still there.
    rm -rf --one-file-system "$machine"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
debootstrap --variant=minbase "$release" "$machine" >"$machine.log" 2>&1 || {
    tail -n 3 "$machine.log"
    skip "no mirror gave a base system"
}
rm -f "$machine.log"
rm -rf "$machine"/var/lib/apt/lists/*
chmod 755 "$machine"
mount -t proc proc "$machine/proc"
mount --bind /dev "$machine/dev"
mount --bind /dev/pts "$machine/dev/pts"
[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
git clone -q "$project" "$machine/srv/lockstep"

on_machine()
{
    chroot "$machine" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv sh -euc "cd /srv/lockstep; $1"
}
# Without root it says what to install, and fails.
chroot "$machine" useradd -m guest
! chroot "$machine" su guest -c 'sh /srv/lockstep/script/setup' 2>"$machine/said" || exit 1
grep -q 'apt-get install .*meson' "$machine/said"

first=$(on_machine 'script/run 2>/dev/null | head -n 1')
echo "$first"
[ "${first%%,*}" = meeting ]
on_machine 'script/test'
