#!/usr/bin/env bash
# Looks at a contribution: what is wrong with it, in a form that the forge shows, and how the portal would look with it.
#
#     deploy/forge/review.sh github|gitlab|text REVISION FOLDER
#
# It is to be run from a checkout of the default branch, whose engine, layouts, assets and settings it uses. Of REVISION,
# which that repository must have, with its history, only the files under content/ are read, as they would be once merged:
# from git, never from a checkout, so that no link is followed, no file but a regular one is taken, and nothing is run.
# FOLDER, which must not exist, gets the portal (preview/), a summary (review.md), and for GitLab code-quality.json.
#
# BYLINE_LANG=de speaks German. Exit code 0: all is well; 1: something must be changed; 2: it could not be looked at.
set -euo pipefail
export LC_ALL=C.UTF-8

readonly LARGEST=$((40 * 1024 * 1024)) # bytes; Byline reads no larger picture
readonly MOST_NAMED=200                # files that the summary names

form=${1:?} revision=${2:?} out=${3:?}
language=${BYLINE_LANG:-en}
engine=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=${BYLINE:-$engine/.venv/bin/byline}
mkdir "$out" || exit 2
out=$(cd "$out" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
portal=$work/portal

in_engine() { git -C "$engine" -c core.quotePath=false "$@"; }

# Byline sees none of this shell's variables: no token, no secret.
byline() { env -i PATH="$PATH" HOME="$work" LC_ALL="$LC_ALL" "$program" "$@" --lang "$language"; }

say() { if [[ $language == de ]]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }

# A name that nobody here has chosen, on one line and without anything that a terminal, a log or Markdown understands.
plain() {
    local name=${1//[^[:alnum:] ._\/-]/?}
    printf '%s' "${name:0:200}"
}

# How the tree would be once the contribution is merged. Nothing is checked out, and nothing is committed.
in_engine rev-parse --verify --quiet "$revision^{commit}" >/dev/null || { echo "$revision?" >&2; exit 2; }
code=0
merged=$(in_engine merge-tree --write-tree --no-messages HEAD "$revision") || code=$?
((code < 2)) || exit 2
if ((code)); then
    say "Das lässt sich nicht mit dem Hauptzweig zusammenführen: Inzwischen hat jemand dieselben Zeilen geändert. Bring deinen Zweig auf den neuesten Stand; die Redaktion hilft gern." \
        "This cannot be merged into the default branch: somebody has changed the same lines since. Bring your branch up to date; the editors are glad to help." |
        tee "$out/review.md"
    exit 1
fi

# The default branch's portal, without links, and what is known of it already.
mkdir "$portal"
for part in config.yaml layouts assets content; do
    [[ ! -e $engine/$part ]] || cp -RP "$engine/$part" "$portal/"
done
find "$portal" -type l -delete
byline check --root "$engine" --format json >"$work/before.json" || (($? == 1)) || exit 2
[[ ! -d $engine/.byline ]] || cp -R "$engine/.byline" "$portal/"

# What the contribution changes: first everything goes that it touches, then comes what it brings.
outside=() refused=() paths=() blobs=()
while IFS= read -r -d '' change && IFS= read -r -d '' path; do
    read -r _ mode _ blob _ <<<"$change"
    if [[ $path != content/* ]]; then
        outside+=("$(plain "$path")")
        continue
    elif [[ /$path/ == */../* || /$path/ == */./* || /$path/ == *//* ]]; then
        refused+=("$(plain "$path"): $(say "kein Name für eine Datei" "not a name for a file")")
        continue
    fi
    [[ -d $portal/$path ]] || rm -f -- "$portal/$path" # a folder goes with the last file in it
    rmdir -p --ignore-fail-on-non-empty -- "$(dirname -- "$portal/$path")" 2>/dev/null || true
    case $mode in
        000000) ;; # it is deleted
        100*) paths+=("$path") blobs+=("$blob") ;;
        120000) refused+=("$(plain "$path"): $(say "ein Verweis auf eine andere Datei; lade die Datei selbst hoch" "a link to another file; upload the file itself")") ;;
        *) refused+=("$(plain "$path"): $(say "keine gewöhnliche Datei" "not a regular file")") ;;
    esac
done < <(in_engine diff-tree -r -z --no-renames --no-abbrev HEAD "$merged")

for index in "${!paths[@]}"; do
    path=${paths[index]} blob=${blobs[index]} size=$(in_engine cat-file -s "${blobs[index]}")
    if ((size > LARGEST)); then
        refused+=("$(plain "$path"): $(say "$((size >> 20)) MB sind zu groß; höchstens 40" "$((size >> 20)) MB are too much; at most 40")")
    elif ! { mkdir -p -- "$(dirname -- "$portal/$path")" && in_engine cat-file blob "$blob" >"$portal/$path"; }; then
        refused+=("$(plain "$path"): $(say "lässt sich nicht anlegen; ein kürzerer Name hilft" "cannot be written; a shorter name helps")")
    fi
done 2>/dev/null

# The same look in three forms: for the forge's own display, for the summary, and as pages.
known=(--root "$portal" --baseline "$work/before.json")
faults=0
case $form in
    gitlab) byline check "${known[@]}" --format gitlab >"$out/code-quality.json" || faults=1 ;;
    *) byline check "${known[@]}" --format "$form" || faults=1 ;;
esac
byline check "${known[@]}" --format markdown >"$out/review.md" || true
byline build --root "$portal" --drafts --keep-going --out "$out/preview" >"$work/built" || true

listed() {
    printf '\n### %s\n\n' "$1"
    shift
    printf -- "- \`%s\`\n" "${@:1:MOST_NAMED}"
    (($# <= MOST_NAMED)) || printf -- '- … (%s)\n' "$#"
}
{
    if ((${#refused[@]})); then
        listed "$(say "Das wurde nicht angenommen" "This was not taken")" "${refused[@]}"
    fi
    if ((${#outside[@]})); then
        listed "$(say "Das steht nicht unter content/" "This is not under content/")" "${outside[@]}"
        say "
Die Vorschau kommt ohne diese Dateien aus: Sie zeigt deine Texte mit dem Programm und der Gestaltung, die jetzt gelten. Was hier steht, sehen sich Entwicklung, Gestaltung oder Redaktion an." \
            "
The preview does without these files: it shows your texts with the program and the design that are in force now. What is listed here is looked at by developers, designers or editors."
    fi
    if [[ ! -d $out/preview ]]; then
        say "
So lässt sich keine Vorschau bauen." "
No preview can be built of this."
    fi
} >>"$out/review.md"

if [[ $form != github ]]; then # which shows the summary by itself
    cat "$out/review.md"
elif ((${#refused[@]})); then
    printf '::error::%s\n' "${refused[@]:0:10}"
fi
exit $((faults || ${#refused[@]} ? 1 : 0))
