#!/usr/bin/env bash
# Builds the portal of this checkout, and brings it to a web server if one is named.
#
#     deploy/forge/publish.sh FOLDER [USER@HOST:/PATH/]
#
# Stories with errors are left out (`build --keep-going`), so that nobody's mistake keeps another story from being taken
# down on its day. Exit code 0: all is well; 1: published, but stories were left out; 2: nothing was published, and what an
# earlier run has left in FOLDER is not brought anywhere. It speaks the portal's first language, or the one in BYLINE_LANG.
#
# rsync goes through ssh with the key in BYLINE_SSH_KEY, to a server whose key is in BYLINE_SSH_KNOWN_HOSTS; without these
# variables, ssh finds them where it always does.
set -euo pipefail

out=${1:?} destination=${2:-}
engine=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=${BYLINE:-$engine/.venv/bin/byline}
. "$engine/deploy/forge/language.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

code=0
env -i PATH="$PATH" HOME="$work" LC_ALL=C.UTF-8 "$program" build --root "$engine" --keep-going \
    --out "$out" --changed-list "$work/changed" --lang "$language" || code=$?
if ((code > 1)) || [[ ! -e $work/changed ]]; then # which is written of an edition that is published
    exit 2
fi

if [[ $destination ]]; then
    ssh=(ssh -o BatchMode=yes)
    if [[ ${BYLINE_SSH_KEY:-} ]]; then
        (umask 077 && printf '%s\n' "$BYLINE_SSH_KEY" >"$work/key" && printf '%s\n' "${BYLINE_SSH_KNOWN_HOSTS:?}" >"$work/hosts") || exit 2
        ssh+=(-i "$work/key" -o IdentitiesOnly=yes -o UserKnownHostsFile="$work/hosts" -o StrictHostKeyChecking=yes)
    fi
    # Contents are compared, since a fresh checkout makes every file anew; pages are put in place together, at the end.
    rsync -r --checksum --delay-updates --delete-delay --exclude=/.byline-edition -e "${ssh[*]}" -- "$out/" "$destination" || exit 2
fi
exit "$code"
