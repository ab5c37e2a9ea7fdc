import type { Disguise } from "./disguise.js";

/**
 * Whoever looks for secrets in disguise.
 *
 * - `search`: for known secrets, in files, in what processes are given and in values of a state; reads everything
 * - `redaction`: for the secrets of one request, in what the provider says and logs
 * - `repeats`: for any part of a known secret, in an answer that is about to be quoted
 * - `audit`: for key pairs that are not known beforehand, in texts of gigabytes. A look at every byte rules out nearly all of a text
 *   before anything is decoded. That knows no secret to look for, so base64 has to begin where a word begins, its lines
 *   have 20 characters at least, and no frame of a terminal before them.
 */
export type Hunter = "search" | "redaction" | "repeats" | "audit";

/** The disguises through which a hunter does not look, and why it needs not. Every other one it promises to see through. */
export const NOT_READ: Readonly<Record<Hunter, Readonly<Partial<Record<Disguise, string>>>>> = {
  search: {},
  redaction: {
    "UTF-16": "it is given strings, and not the bytes of a text",
    "UTF-32": "it is given strings, and not the bytes of a text",
  },
  repeats: {
    "quoted-printable": "it reads answers of APIs, which are no mails",
    "UTF-16": "it is given text that was decoded when it was received",
    "UTF-32": "it is given text that was decoded when it was received",
  },
  audit: {
    "line breaks": "whatever is joined could be taken for a key: only base64 in lines is put together",
    hex: "every checksum is written so, states hold them by the million, and no tool writes keys so",
    "byte list": "numbers stand everywhere, and no tool writes keys so",
  },
};
