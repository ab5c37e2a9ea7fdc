const [LOAD, DYNAMIC] = [1, 2];
const [NULL, STRTAB, DEBUG, RUNPATH] = [0n, 5n, 21n, 29n];
const OWN_FOLDER = Buffer.from("$ORIGIN\0");

/**
 * Lets a program for Linux look for its libraries in its own folder first, by a run path in the file. A variable of the
 * environment would do it, too, but would be handed on to every program that this one starts.
 *
 * The table has no room for one more entry, so the one goes that is for debuggers; the text of the run path lies
 * where the first segment's last page is filled up with zeros.
 *
 * @param program the bytes of a 64-bit little-endian ELF file; they are changed
 */
export function lookInOwnFolder(program) {
  const segments = segmentsOf(program);
  const [first, second] = segments.filter(({ type }) => type === LOAD);
  const dynamic = entriesOf(
    program,
    segments.find(({ type }) => type === DYNAMIC),
  );
  const debug = dynamic.find(({ tag }) => tag === DEBUG);
  const strings = dynamic.find(({ tag }) => tag === STRTAB);
  const end = first.offset + first.size;
  const room = program.subarray(end, Math.min(second.offset, nextPage(end)));
  if (!debug || !strings || room.length < OWN_FOLDER.length || room.some((byte) => byte !== 0)) {
    throw new Error("the runtime has no room for a run path");
  }
  OWN_FOLDER.copy(program, end);
  program.writeBigUInt64LE(RUNPATH, debug.at);
  program.writeBigUInt64LE(BigInt(first.address + first.size) - strings.value, debug.at + 8);
}

function segmentsOf(program) {
  const [table, count] = [Number(program.readBigUInt64LE(32)), program.readUInt16LE(56)];
  return Array.from({ length: count }, (_, index) => {
    const at = table + 56 * index;
    return {
      type: program.readUInt32LE(at),
      offset: Number(program.readBigUInt64LE(at + 8)),
      address: Number(program.readBigUInt64LE(at + 16)),
      size: Number(program.readBigUInt64LE(at + 32)),
    };
  });
}

function entriesOf(program, { offset, size }) {
  const entries = [];
  for (let at = offset; at < offset + size; at += 16) {
    const tag = program.readBigUInt64LE(at);
    if (tag === NULL) break;
    entries.push({ at, tag, value: program.readBigUInt64LE(at + 8) });
  }
  return entries;
}

const nextPage = (offset) => Math.ceil(offset / 4096) * 4096;
