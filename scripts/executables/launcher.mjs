import { BARS } from "../launcher.mjs";

/** Variables with these beginnings turn Bun into something else, load code into it, or let it print what it sends. */
const KEPT_OUT = ["BUN_", "MIMALLOC_", "NODE_CHANNEL_"];

/**
 * The program that is started on Linux and macOS: for any shell, it puts a runtime in its own place. It keeps the
 * environment from the runtime that would change it, and on Linux it takes the runtime of the system's C library.
 *
 * A variable that the caller has exported stays exported when the shell gives it another value, so that those of the
 * shell have names that no caller uses. No here-document: many shells need a file for one, go on where they cannot write
 * it, and would keep nothing from the runtime. The brackets before what a case begins with are for bash 3.2 of macOS.
 *
 * @param product what it starts, the first part of the runtimes' names
 * @param kinds the one kind that there is, or where the files are by which the C library is known
 */
export function launcherText(product, kinds) {
  return `#!/bin/sh
case $0 in */*) latchkey_launcher_self=$0 ;; *) latchkey_launcher_self=./$0 ;; esac
while [ -L "$latchkey_launcher_self" ]; do
  latchkey_launcher_link=$(readlink "$latchkey_launcher_self")
  case $latchkey_launcher_link in
  /*) latchkey_launcher_self=$latchkey_launcher_link ;;
  *) latchkey_launcher_self=\${latchkey_launcher_self%/*}/$latchkey_launcher_link ;;
  esac
done
case $(export -p) in ${KEPT_OUT.map((name) => `*${name}*`).join(" | ")})
  for latchkey_launcher_name in $(
    set -f
    IFS='
'
    for line in $(export -p); do
      name=\${line#export }
      name=\${name#declare -x }
      name=\${name%%=*}
      case $name in
      (*[!A-Za-z0-9_]*) ;;
      (${KEPT_OUT.map((name) => `${name}*`).join(" | ")}) echo "$name" ;;
      esac
    done
  ); do
    unset "$latchkey_launcher_name"
  done
  ;;
esac
${typeof kinds === "string" ? `latchkey_launcher_kind=${kinds}` : choice(product, kinds)}
exec "\${latchkey_launcher_self%/*}/${product}-$latchkey_launcher_kind" "$@"
`;
}

/**
 * Alpine is known by the second name of its C library, for it may have a stand-in for the loader of glibc; other
 * systems have musl beside glibc for those who build with it.
 */
function choice(product, { glibc, musl, alpine }) {
  const needs = `${product === "provider" ? "The latchkey provider" : "latchkey"} needs glibc or musl`;
  return `if [ -e ${musl} ] && { [ -e ${alpine} ] || ! [ -e ${glibc} ]; }; then
  latchkey_launcher_kind=musl
elif [ -e ${glibc} ]; then
  latchkey_launcher_kind=glibc
else
  printf '%s\\n' "${needs}; there is neither ${glibc} nor ${musl}\${TF_PLUGIN_MAGIC_COOKIE:+${BARS}}"
  exit 1
fi`;
}
