/**
 * Ends the line for Terraform. What has fewer than four parts it shows with the guess that the plugin was compiled for
 * another architecture; what has four it shows as a version of the protocol that it does not understand.
 */
export const BARS = "|||";

/**
 * The text of the program that Terraform starts: for a shell that looks for Node, and for any Node, which skips the
 * shell's part as a comment. So it can be started, run by `node`, and required. Whatever is missing is said in one
 * line on stdout, because Terraform shows the first line that it finds there instead of a handshake.
 *
 * @param name what the product is called
 * @param engines the range of Node versions as package.json has it, `>=MAJOR.MINOR`
 */
export function launcherText({ name, engines }) {
  const without = `the executable of a release needs none: ${name} provider install --from ZIP`;
  const [major, minor] = /(\d+)\.(\d+)/.exec(engines.node).slice(1).map(Number);
  const needs = `The ${name} provider needs Node.js ${major}.${minor} or newer`;
  return `#!/bin/sh
":" /* From here on a shell reads, and Node from the end of this comment on.
missing() {
  printf '%s\\n' "${needs}; $1\${TF_PLUGIN_MAGIC_COOKIE:+${BARS}}"
  exit 1
}
is_program() { [ -f "$1" ] && [ -x "$1" ]; }
elsewhere() {
  for place in "\${NVM_BIN:-}" "\${HOME:-}/.volta/bin" "\${HOME:-}/.asdf/shims" "\${HOME:-}/.nix-profile/bin" \\
    "\${NVM_DIR:-\${HOME:-}/.nvm}/versions/node"/v[0-9]*"/bin" \\
    /usr/local/bin /opt/homebrew/bin /opt/local/bin /usr/bin /snap/bin
  do
    is_program "$place/node" && printf '%s' " (there is one at $place/node)" && return
  done
}
# A variable of the caller's stays exported when a shell sets it: this one has a name that no caller uses.
if [ -n "\${LATCHKEY_NODE:-}" ]; then
  latchkey_launcher_node=$(command -v "$LATCHKEY_NODE") && is_program "$latchkey_launcher_node" ||
    missing "LATCHKEY_NODE names no program: $LATCHKEY_NODE"
else
  latchkey_launcher_node=$(command -v node) && is_program "$latchkey_launcher_node" ||
    missing "there is no node on the PATH of Terraform. Install it, or name it by LATCHKEY_NODE$(elsewhere); ${without}"
fi
# Objects come and go with each call: V8 would let three times 16 MB of them pile up before it looks, and keep some
# for each of its own threads.
exec "$latchkey_launcher_node" --max-semi-space-size=4 --v8-pool-size=1 "$0" "$@"
*/
"use strict";
var version = process.versions.node.split(".").map(Number);
if (version[0] < ${major} || (version[0] === ${major} && version[1] < ${minor})) {
  process.stdout.write(
    "${needs}; LATCHKEY_NODE may name one, and ${without}. The one that was found is " +
      process.versions.node + " (" + process.execPath + ")" + (process.env.TF_PLUGIN_MAGIC_COOKIE ? "${BARS}" : "") + "\\n"
  );
  process.exit(1);
}
// What outlives a call is looked through when it has grown by a third, instead of to the double. No option of Node's,
// so it is set where a V8 that does not know it goes on without.
require("node:v8").setFlagsFromString("--heap-growing-percent=30");
require("./provider.js");
`;
}
