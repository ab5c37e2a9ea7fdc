import { DISGUISES, type Disguise } from "../../../src/disguise/disguise.js";
import { type Hunter, NOT_READ } from "../../../src/disguise/hunters.js";
import { repeats } from "../../../src/disguise/repeats.js";
import { SecretSearch } from "../../../src/disguise/secret-search.js";
import { Redaction } from "../../../src/engine/redaction.js";
import { attr } from "../../../src/vocabulary/index.js";
import { madeUpKey } from "../../support/audit/keys.js";
import { scanned } from "../../support/audit/scanned.js";
import { ROWS } from "../../support/disguise/spellings.js";

/** Holds something that every habit of escaping changes, with enough in between. */
const SECRET = `w/x+Y="z&é<\\Q7 \${b}%4`;
const KEY = madeUpKey(1);
const PAIR = `AWS_ACCESS_KEY_ID=${KEY.id} AWS_SECRET_ACCESS_KEY=${KEY.secret}`;

type Write = (text: string) => string | Uint8Array;

const bytesOf = (written: string | Uint8Array) => Buffer.from(written as string);
const finds = (text: Buffer) => new SecretSearch([{ label: "it", secret: SECRET }]).find(text).length > 0;

const HUNTERS: Readonly<Record<Hunter, (write: Write) => boolean>> = {
  search: (write) => finds(bytesOf(write(SECRET))),
  redaction(write) {
    const redaction = new Redaction().addFrom(
      { secret: attr.writeOnly.string({ doc: "S." }) },
      { secret: SECRET },
    );
    const shown = redaction.apply(`it says:\n${bytesOf(write(SECRET)).toString("utf8")}\n(or so)`);
    return /^it says:\n.*\(sensitive\).*\n\(or so\)$/s.test(shown) && !finds(Buffer.from(shown));
  },
  repeats: (write) => repeats(bytesOf(write(SECRET)).toString("utf8"), SECRET),
  audit(write) {
    const key = scanned(bytesOf(write(PAIR))).keys.get(KEY.id);
    return key?.candidates.some(({ text }) => text === KEY.secret) === true;
  },
};

/** What single rows ask of a hunter that promises their disguise, and that it need not do; see {@link Hunter}. */
const BEYOND: Readonly<Partial<Record<Hunter, readonly string[]>>> = {
  audit: ["in base64 of few columns", "in base64 of JSON, within a path", "in base64 of JSON of 64 columns"],
};

describe.each(Object.keys(HUNTERS) as Hunter[])("%s sees through", (hunter) => {
  const promised = DISGUISES.filter((disguise) => NOT_READ[hunter][disguise] === undefined);
  const rows = promised.flatMap((disguise) => ROWS[disguise].map((row) => [disguise, ...row] as const));

  test.each(rows.filter(([, how]) => !BEYOND[hunter]?.includes(how)))("%s: a secret %s", (_, _how, write) => {
    expect(HUNTERS[hunter](write)).toBe(true);
  });

  test("nothing where no secret is", () => {
    const other = (text: string) => text.replace(/[A-Za-z0-9]/g, "x");
    expect(HUNTERS[hunter](other)).toBe(false);
  });
});

test("whoever leaves a disguise out says why", () => {
  const reasons = Object.values(NOT_READ).flatMap((left) => Object.entries(left) as [Disguise, string][]);
  expect(reasons.length).toBeGreaterThan(0);
  for (const [disguise, why] of reasons) {
    expect(DISGUISES).toContain(disguise);
    expect(why).toMatch(/^\S.*\w$/);
  }
});
