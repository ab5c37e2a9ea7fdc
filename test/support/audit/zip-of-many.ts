/** A part of the end of an archive, told in place of what is so. */
interface Told {
  readonly count?: number;
  /** Whether the record of ZIP64 stands before the end, as packers write it beyond 65,535 members. */
  readonly large?: boolean;
  readonly directory?: number;
}

/** An archive of this many empty members and one more that holds this, last; nothing in it is packed. */
export function zipOfMany(empty: number, content: Uint8Array, told: Told = {}): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let place = 0;
  for (let index = 0; index <= empty; index++) {
    const data = index === empty ? content : Buffer.alloc(0);
    const name = Buffer.from(index === empty ? "last" : `e${index}`);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(place, 42);
    locals.push(local, name, Buffer.from(data));
    entries.push(entry, name);
    place += local.length + name.length + data.length;
  }
  const listed = Buffer.concat(entries);
  const large = Buffer.alloc(told.large ? 76 : 0);
  if (told.large) {
    large.writeUInt32LE(0x06064b50, 0);
    large.writeUInt32LE(44, 4);
    for (const at of [24, 32]) large.writeUInt32LE(told.count ?? empty + 1, at);
    large.writeUInt32LE(listed.length, 40);
    large.writeUInt32LE(place, 48);
    large.writeUInt32LE(0x07064b50, 56);
    large.writeUInt32LE(place + listed.length, 64);
    large.writeUInt32LE(1, 72);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(Math.min(told.count ?? empty + 1, 0xffff), at);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(told.directory ?? place, 16);
  return Buffer.concat([...locals, listed, large, end]);
}
