import type { DescMessage } from "@bufbuild/protobuf";

/** One field of a message. */
export interface Field {
  readonly number: number;
  /** As it is called in TypeScript. */
  readonly name: string;
  /** A kind of plain value, or the full name of the message that it holds. */
  readonly type: string;
  /** Default: one value. The keys of a map are texts. */
  readonly many?: "list" | "map";
  /** Of a plain value: whether nothing differs from zero or empty. Default: it does not, as zero is not sent. */
  readonly optional?: boolean;
  /** The `oneof` that the field is a choice of. */
  readonly oneof?: string;
}

/** What is known of a message at run time; `D`, its generated description, is there for the compiler alone. */
export interface MessageTable<D extends DescMessage = DescMessage> {
  readonly typeName: string;
  readonly fields: readonly Field[];
  readonly description?: D;
}
