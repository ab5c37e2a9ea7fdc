const AMD64 = 0x8664;
const PE32_PLUS = 0x20b;
const CONSOLE = 3;
/** The entry of the directory in which an Authenticode signature is named. */
const CERTIFICATES = 4;

/**
 * What is wrong with a program for Windows on amd64, by its headers. Nothing is wrong: an empty list.
 *
 * @param file the bytes of a PE file
 */
export function flawsOfPe(file) {
  const header = file.readUInt32LE(0x3c);
  if (file.toString("latin1", 0, 2) !== "MZ" || file.toString("latin1", header, header + 4) !== "PE\0\0") {
    return ["it is no PE file"];
  }
  const optional = header + 24;
  const flaws = [];
  if (file.readUInt16LE(header + 4) !== AMD64)
    flaws.push(`it is for machine ${file.readUInt16LE(header + 4)}`);
  if (file.readUInt16LE(optional) !== PE32_PLUS) flaws.push("it is no 64-bit program");
  if (file.readUInt16LE(optional + 68) !== CONSOLE) flaws.push("it is no program for the console");
  // A signature of whoever made the runtime does not cover what was joined to it, and is worse than none.
  if (file.readUInt32LE(optional + 112 + 8 * CERTIFICATES + 4) !== 0) flaws.push("it has a stale signature");
  const sections = optional + file.readUInt16LE(header + 20);
  for (let index = 0; index < file.readUInt16LE(header + 6); index += 1) {
    const at = sections + 40 * index;
    const end = file.readUInt32LE(at + 16) + file.readUInt32LE(at + 20);
    const name = file.toString("latin1", at, at + 8).replace(/\0+$/, "");
    if (end > file.length) flaws.push(`its section ${name} ends behind the file`);
  }
  return flaws;
}
