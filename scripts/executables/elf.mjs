/**
 * What is wrong with a program for Linux, by its header. Nothing is wrong: an empty list.
 *
 * @param machine the processor as the header has it
 * @param interpreter the loader that it asks for
 */
export function flawsOfElf(file, machine, interpreter) {
  if (file.toString("latin1", 0, 5) !== "\x7fELF\x02") return ["it is no 64-bit ELF file"];
  const flaws = file.readUInt16LE(18) === machine ? [] : [`it is for machine ${file.readUInt16LE(18)}`];
  if (!file.subarray(0, 4096).includes(`${interpreter}\0`)) flaws.push(`it does not ask for ${interpreter}`);
  return flaws;
}
