# shellcheck shell=bash
# To be read by the scripts beside it, which have set `engine`: sets `language`, in which they speak: what BYLINE_LANG says,
# else the portal's first language, else English. Settings that cannot be read cannot say, so this looks no closer than it must.
language=${BYLINE_LANG:-$(
    sed -E 's/(^|[[:space:]])#.*//' "$engine/config.yaml" 2>/dev/null | tr -s '\n\r\t' ' ' |
        grep -oE "(^|[ ,{])languages: ?(\[|-) ?[\"']?[a-z]+" | head -n 1 | grep -oE '[a-z]+$' || true
)}
[[ $language == de ]] || language=en
