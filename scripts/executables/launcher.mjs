import { BARS } from "../launcher.mjs";

/** Variables with these beginnings turn Bun into something else, load code into it, or let it print what it sends. */
const KEPT_OUT = ["BUN_", "MIMALLOC_", "NODE_CHANNEL_"];

/**
 * The program that is started on Linux and macOS: for any shell, it puts a runtime in its own place. It keeps the
 * environment from the runtime that would change it, and on Linux it takes the runtime of the system's C library.
 *
 * @param product what it starts, the first part of the runtimes' names
 * @param kinds the one kind that there is, or where the files are by which the C library is known
 */
export function launcherText(product, kinds) {
  return `#!/bin/sh
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=\${self%/*}/$link ;; esac
done
case $(export -p) in ${KEPT_OUT.map((name) => `*${name}*`).join(" | ")})
  while IFS= read -r line; do
    name=\${line#export }
    name=\${name#declare -x }
    name=\${name%%=*}
    case $name in
    *[!A-Za-z0-9_]*) ;;
    ${KEPT_OUT.map((name) => `${name}*`).join(" | ")}) unset "$name" ;;
    esac
  done <<END
$(export -p)
END
  ;;
esac
${typeof kinds === "string" ? `kind=${kinds}` : choice(product, kinds)}
exec "\${self%/*}/${product}-$kind" "$@"
`;
}

/**
 * Alpine is known by the second name of its C library, for it may have a stand-in for the loader of glibc; other
 * systems have musl beside glibc for those who build with it.
 */
function choice(product, { glibc, musl, alpine }) {
  const needs = `${product === "provider" ? "The latchkey provider" : "latchkey"} needs glibc or musl`;
  return `if [ -e ${musl} ] && { [ -e ${alpine} ] || ! [ -e ${glibc} ]; }; then
  kind=musl
elif [ -e ${glibc} ]; then
  kind=glibc
else
  printf '%s\\n' "${needs}; there is neither ${glibc} nor ${musl}\${TF_PLUGIN_MAGIC_COOKIE:+${BARS}}"
  exit 1
fi`;
}
