import { BARS } from "../launcher.mjs";

/** Variables with these beginnings turn Bun into something else, load code into it, or let it print what it sends. */
const KEPT_OUT = ["BUN_", "MIMALLOC_", "NODE_CHANNEL_"];

/**
 * The program that is started on Linux and macOS: for any shell, it puts a runtime in its own place. It keeps the
 * environment from the runtime that would change it, and on Linux it takes the runtime of the system's C library.
 *
 * @param product what it starts, the first part of the runtimes' names
 * @param launcher where the C libraries' loaders are; empty for macOS
 */
export function launcherText(product, { glibc, musl }) {
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
${musl ? choice(product, glibc, musl) : "runtime=darwin"}
exec "\${self%/*}/${product}-$runtime" "$@"
`;
}

/**
 * Alpine is known by the second name of its C library, for it may have a stand-in for the loader of glibc; other
 * systems have musl beside glibc for those who build with it.
 */
function choice(product, glibc, arch) {
  const musl = `/lib/ld-musl-${arch}.so.1`;
  const needs = `${product === "provider" ? "The latchkey provider" : "latchkey"} needs glibc or musl`;
  return `if [ -e ${musl} ] && { [ -e /lib/libc.musl-${arch}.so.1 ] || ! [ -e ${glibc} ]; }; then
  runtime=musl
elif [ -e ${glibc} ]; then
  runtime=glibc
else
  printf '%s\\n' "${needs}; there is neither ${glibc} nor ${musl}\${TF_PLUGIN_MAGIC_COOKIE:+${BARS}}"
  exit 1
fi`;
}
