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
# It speaks the portal's first language, or the one in BYLINE_LANG (de, en). Exit code 0: all is well; 1: something must be
# changed; 2: it could not be looked at, because the portal itself is broken, or there is none.
set -euo pipefail
export LC_ALL=C.UTF-8

readonly LARGEST=$((40 * 1024 * 1024)) # bytes; Byline reads no larger picture
readonly MOST_NAMED=200                # files that the summary names

form=${1:?} revision=${2:?} out=${3:?}
engine=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=${BYLINE:-$engine/.venv/bin/byline}
. "$engine/deploy/forge/language.sh"
mkdir "$out" || exit 2
out=$(cd "$out" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
portal=$work/portal

in_engine() { git -C "$engine" -c core.quotePath=false -c core.hooksPath=/dev/null "$@"; }

# Byline sees none of this shell's variables: no token, no secret. What it says of the portal is kept as the worst so far.
worst=0
byline() {
    local code=0
    env -i PATH="$PATH" HOME="$work" LC_ALL="$LC_ALL" "$program" "$@" --lang "$language" || code=$?
    ((code <= worst)) || worst=$code
}

say() { if [[ $language == de ]]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }

# A name that nobody here has chosen, on one line and without anything that a terminal, a log or Markdown understands.
plain() {
    shown=${1//[^[:alnum:] ._\/-]/?}
    shown=${shown:0:200}
}

refuse() { plain "$1" && refused+=("$shown"$'\t'"$(say "$2" "$3")"); }

# A name that Windows knows: with one that it does not, nobody there could check out the portal any more.
portable() {
    local part parts never='[[:cntrl:]<>:"\|?*]|[ .]$' devices='^(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³])$'
    IFS=/ read -r -d '' -a parts <<<"$1" || true
    parts[-1]=${parts[-1]%$'\n'} # which the shell has put there
    for part in "${parts[@]}"; do
        [[ ! $part =~ $never ]] || return 1
        part=${part%%.*} part=${part%"${part##*[! ]}"} # Windows sees neither an ending nor blanks before it
        [[ ! ${part^^} =~ $devices ]] || return 1
    done
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
find "$portal" \( -type l -o -name .gitattributes \) -delete
byline check --root "$engine" --format json >"$work/before.json"
if ((worst > 1)); then
    say "Das Portal im Hauptzweig ist selbst nicht lesbar, deshalb lässt sich gerade kein Beitrag ansehen. An deinem liegt es nicht; sag der Redaktion Bescheid." \
        "The portal in the default branch cannot be read itself, so no contribution can be looked at just now. It is not because of yours; tell the editors." |
        tee "$out/review.md"
    byline check --root "$engine"
    exit 2
fi
worst=0
[[ ! -d $engine/.byline ]] || cp -R "$engine/.byline" "$portal/"

# What the contribution changes: first everything goes that it touches, then comes what it brings.
declare -A alike=() # how many files there will be whose names differ in capital letters alone
while IFS= read -r -d '' path; do
    alike["${path,,}"]+=x
done < <(in_engine ls-tree -r -z --name-only "$merged" content/)

outside=() refused=() gone=() paths=() blobs=()
while IFS= read -r -d '' change && IFS= read -r -d '' path; do
    read -r _ mode _ blob status <<<"$change"
    if [[ $path != content/* ]]; then
        plain "$path" && outside+=("$shown")
        continue
    elif [[ /$path/ == */../* || /$path/ == */./* || /$path/ == *//* || /${path,,}/ == */.git/* ]]; then
        refuse "$path" "kein Name für eine Datei" "not a name for a file"
        continue
    fi
    [[ ! -f $portal/$path ]] || gone+=("$path") # a folder goes with the last file in it
    if [[ $mode == 000000 || ${path##*/} == .gitattributes ]]; then
        : # it is deleted, or it is for git, and what it says of other files must not come true here
    elif [[ $mode == 120000 ]]; then
        refuse "$path" "ein Verweis auf eine andere Datei; lade die Datei selbst hoch" "a link to another file; upload the file itself"
    elif [[ $mode != 100* ]]; then
        refuse "$path" "keine gewöhnliche Datei" "not a regular file"
    elif [[ $status == A ]] && ! portable "$path"; then
        refuse "$path" "Windows kennt diesen Namen nicht; nimm Buchstaben, Ziffern und Bindestriche" "Windows does not know this name; take letters, digits and hyphens"
    elif [[ $status == A && ${alike["${path,,}"]} != x ]]; then
        refuse "$path" "so heißt schon eine Datei, nur groß oder klein geschrieben; gib ihr einen anderen Namen" "a file has this name already, but for capital letters; give it another name"
    else
        paths+=("$path") blobs+=("$blob")
    fi
done < <(in_engine diff-tree -r -z --no-renames --no-abbrev HEAD "$merged")

((${#gone[@]} == 0)) || (cd "$portal" && printf '%s\0' "${gone[@]}" | xargs -0 rm -f --)
[[ ! -d $portal/content ]] || find "$portal/content" -mindepth 1 -type d -empty -delete

# From an index of its own, which knows regular files alone, in a folder that says nothing about how git should change them.
into_portal() { GIT_INDEX_FILE=$work/index in_engine --work-tree="$portal" -c core.autocrlf=false -c core.attributesFile=/dev/null -c core.protectHFS=false -c core.protectNTFS=false "$@"; }
if ((${#paths[@]})); then
    mapfile -t sizes < <(printf '%s\n' "${blobs[@]}" | in_engine cat-file --batch-check='%(objectsize)')
    for index in "${!paths[@]}"; do
        size=${sizes[index]}
        if [[ $size =~ ^[0-9]+$ ]] && ((size > LARGEST)); then
            refuse "${paths[index]}" "$((size >> 20)) MB sind zu groß; höchstens 40" "$((size >> 20)) MB are too much; at most 40"
            unset "paths[index]"
        fi
    done
    for index in "${!paths[@]}"; do
        printf '100644 %s\t%s\0' "${blobs[index]}" "${paths[index]}"
    done | into_portal update-index -z --index-info || exit 2
    into_portal checkout-index --all --force --quiet 2>/dev/null || true # what is missing is told
    for path in "${paths[@]}"; do
        [[ -f $portal/$path ]] || refuse "$path" "lässt sich nicht anlegen; ein kürzerer Name hilft" "cannot be written; a shorter name helps"
    done
fi

# The same look in three forms: for the forge's own display, for the summary, and as pages.
known=(--root "$portal" --baseline "$work/before.json")
printf '%s\n' "${refused[@]}" >"$work/refused"
looked=("${known[@]}" --refused "$work/refused")
case $form in
    gitlab) byline check "${looked[@]}" --format gitlab >"$out/code-quality.json" ;;
    *) byline check "${looked[@]}" --format "$form" ;;
esac
byline check "${looked[@]}" --format markdown >"$out/review.md"
faults=$worst
# Whoever tells something for the first time may have no file yet. The preview has one, with the name as the story writes it;
# it is here alone, and what is published goes without the story until somebody has made the person's file.
byline new people "${known[@]}" >/dev/null
byline build --root "$portal" --drafts --keep-going --from-disk --out "$out/preview" >"$work/built"
# A preview leaves out what is broken in the content, old or new. If there is none, it is the portal that is broken.
[[ -d $out/preview ]] && ((worst < 2)) || faults=2

listed() {
    printf '\n### %s\n\n' "$1"
    shift
    printf -- "- \`%s\`\n" "${@:1:MOST_NAMED}"
    (($# <= MOST_NAMED)) || printf -- '- … (%s)\n' "$#"
}
{
    if ((${#outside[@]})); then
        listed "$(say "Das steht nicht unter content/" "This is not under content/")" "${outside[@]}"
        say "
Die Vorschau kommt ohne diese Dateien aus: Sie zeigt deine Texte mit dem Programm und der Gestaltung, die jetzt gelten. Was hier steht, sehen sich Entwicklung, Gestaltung oder Redaktion an." \
            "
The preview does without these files: it shows your texts with the program and the design that are in force now. What is listed here is looked at by developers, designers or editors."
    fi
    if [[ ! -d $out/preview ]]; then
        say "
So lässt sich keine Vorschau bauen. Wenn oben nichts steht, was du ändern kannst, liegt es am Portal selbst; sag der Redaktion Bescheid." "
No preview can be built of this. If there is nothing above that you can change, it is the portal itself; tell the editors."
        cat "$work/built"
    fi
} >>"$out/review.md"

if [[ $form != github ]]; then # which shows the summary by itself. A log shows text, and so without what Markdown needs
    sed -E 's/<!-- -->//g; s/\\([^[:alnum:][:space:]])/\1/g; s/&amp;/\&/g' "$out/review.md"
fi
exit $((faults > 1 ? 2 : faults))
