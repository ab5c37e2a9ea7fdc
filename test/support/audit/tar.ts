/** A member as it is to stand in a tar archive. */
export interface TarredMember {
  readonly name: string;
  readonly content?: Uint8Array;
  /** A digit or a letter. Default: a file. */
  readonly type?: string;
  readonly target?: string;
}

/** The ways in which programs write long names and large sizes. */
export type TarForm = "old" | "gnu" | "pax";

/** A tar archive as its documentation says, without tar. */
export function tarOf(members: readonly TarredMember[], form: TarForm = "gnu"): Buffer {
  return Buffer.concat([...members.flatMap((member) => memberOf(member, form)), Buffer.alloc(1024)]);
}

function memberOf(member: TarredMember, form: TarForm): Buffer[] {
  const long = Buffer.byteLength(member.name) > 100;
  const before =
    long && form === "gnu"
      ? part({ name: "././@LongLink", type: "L", content: Buffer.from(`${member.name}\0`) }, form)
      : form === "pax"
        ? part({ name: "PaxHeaders/x", type: "x", content: Buffer.from(record("path", member.name)) }, form)
        : [];
  return [...before, ...part({ ...member, name: member.name.slice(0, 100) }, form)];
}

function part(
  { name, content = Buffer.alloc(0), type = "0", target = "" }: TarredMember,
  form: TarForm,
): Buffer[] {
  const head = Buffer.alloc(512);
  head.write(name, 0, 100);
  head.write("0000644\0", 100);
  head.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  if (form === "gnu") {
    head.fill(0, 124, 136);
    head[124] = 0x80;
    head.writeUIntBE(content.length, 130, 6);
  }
  head.write(form === "old" && type === "0" ? "\0" : type, 156);
  head.write(target, 157, 100);
  if (form !== "old") head.write(form === "gnu" ? "ustar  \0" : "ustar\x0000", 257);
  head.write(" ".repeat(8), 148);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [head, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
}

/** Its length counts itself. */
function record(name: string, value: string): string {
  const rest = ` ${name}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (String(length).length + Buffer.byteLength(rest) > length) length++;
  return `${length}${rest}`;
}
