import type { Run } from "./run.js";

const LIST = /(?<![\d.])(?:\d{1,3}[\s,]+){7,}\d{1,3}(?![\d.])/g;

/** Where a text reads as if it were bytes in decimal. */
export function byteListRuns(text: Buffer): Run[] {
  return [...text.toString("latin1").matchAll(LIST)].map(({ 0: list, index }) => ({
    begin: index,
    end: index + list.length,
  }));
}

export function fromByteList(text: Buffer, { begin, end }: Run): Buffer {
  const numbers = text.toString("latin1", begin, end).split(/[\s,]+/);
  return Buffer.from(numbers.map(Number));
}
