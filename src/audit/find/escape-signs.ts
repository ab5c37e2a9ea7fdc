/** The sign with which an escape or a command of a terminal begins, and what follows it there. */
const SIGNS: readonly (readonly [first: string, whole: readonly string[]])[] = [
  ["\x1b", ["\x1b"]],
  ["\\", ["\\x", "\\u{", "\\U0", "\\1", "\\u001", "\\0", "\\e["]],
  ["&", ["&#", "&plus;", "&sol;"]],
  ["%", ["%25"]],
  ["^", ["^[["]],
  ["m", ["mAKIA", "mASIA"]],
];

/** Whether a command of a terminal or an escape of programs, URLs or HTML begins anywhere. */
export function holdsEscapeSign(bytes: Buffer): boolean {
  return SIGNS.some(([first, whole]) => bytes.includes(first) && whole.some((sign) => bytes.includes(sign)));
}
