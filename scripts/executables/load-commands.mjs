/** The kinds of load command that are looked for here. */
export const [LC_SEGMENT_64, LC_CODE_SIGNATURE] = [0x19, 0x1d];

/** The load commands of a 64-bit Mach-O file: the kind of each, and where it is. */
export function loadCommands(file) {
  const commands = [];
  for (let at = 32, left = file.readUInt32LE(16); left > 0; left -= 1) {
    commands.push({ command: file.readUInt32LE(at), at });
    at += file.readUInt32LE(at + 4);
  }
  return commands;
}
