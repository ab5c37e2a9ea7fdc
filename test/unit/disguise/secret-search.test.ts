import fc from "fast-check";
import { DISGUISES } from "../../../src/disguise/disguise.js";
import { SecretSearch } from "../../../src/disguise/secret-search.js";
import { ROWS, rows } from "../../support/disguise/spellings.js";

/** Holds something that every habit of escaping changes, with enough in between. */
const SECRET = `w/x+Y="z&é<\\Q7 \${b}%4`;
const LABEL = "the planted one";

const spellings = (search: SecretSearch, content: string | Uint8Array) =>
  search.find(Buffer.from(content as string)).map(({ spelling }) => spelling);

/** How many characters stay where as much as possible looks like an escape: `\\000` and `%00` are none that stays. */
const leftOf = (text: string) => text.length - 4 * (text.match(/[\\%]/g)?.length ?? 0);

describe("a secret is found", () => {
  const search = new SecretSearch([{ label: LABEL, secret: SECRET }]);

  test("as it is", () => {
    expect(spellings(search, `"${SECRET}"`)).toEqual(["plain"]);
  });

  describe.each(DISGUISES)("by seeing through %s:", (disguise) => {
    test.each(ROWS[disguise])("%s", (_how, write) => {
      expect(spellings(search, write(SECRET))).toContainEqual(expect.stringContaining(disguise));
    });
  });

  test("at the place where it, or what it is encoded in, begins", () => {
    for (const [how, write] of rows) {
      const content = Buffer.from(write(SECRET) as string);
      const at = search.find(content).map(({ begin }) => begin + 5);
      const further = search.find(Buffer.concat([Buffer.from("....\n"), content])).map(({ begin }) => begin);
      expect([how, further]).toEqual([how, at]);
    }
  });

  test.each(["ab\\cdefg", "\\a\\aaaaaa%0a", "%41%42\\u0043\\x44&#69;fg"])(
    "of which little is left when its own escapes are undone: %s",
    (secret) => {
      const few = new SecretSearch([{ label: LABEL, secret }]);
      const escapings = (["JSON", "URL", "HTML", "HCL"] as const).flatMap((disguise) => ROWS[disguise]);
      const missed = escapings.filter(
        ([, write]) => few.find(Buffer.from(write(secret) as string)).length === 0,
      );
      expect(missed).toEqual([]);
    },
  );

  test("whatever it consists of, and whatever stands around it", () => {
    const around = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from([...bytes, 0x0a]));
    const secret = fc.oneof(
      fc.uint8Array({ minLength: 30, maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString("base64")),
      fc
        .string({ unit: fc.constantFrom(...'aZ0/+=-_."\\&<>%é€😀$'), minLength: 12, maxLength: 40 })
        .filter((text) => leftOf(text) >= 7),
    );
    fc.assert(
      fc.property(secret, fc.constantFrom(...rows), around, around, (text, [, write], before, after) => {
        const content = Buffer.concat([before, Buffer.from(write(text) as string), Buffer.from("\n"), after]);
        return new SecretSearch([{ label: LABEL, secret: text }]).find(content).length > 0;
      }),
      { numRuns: 5000 },
    );
  });
});

describe.each(DISGUISES)("without eyes for %s", (disguise) => {
  const blind = new SecretSearch(
    [{ label: LABEL, secret: SECRET }],
    DISGUISES.filter((other) => other !== disguise),
  );

  test("at least one of its rows is missed, and nothing that is no row of it", () => {
    const missed = rows.filter(([, write]) => blind.find(Buffer.from(write(SECRET) as string)).length === 0);
    expect(missed.length).toBeGreaterThan(0);
  });
});

describe("nothing is found", () => {
  const awsSecret = fc
    .uint8Array({ minLength: 30, maxLength: 30 })
    .map((bytes) => Buffer.from(bytes).toString("base64"));
  const text = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ maxLength: 3000 }).map((written) => Buffer.from(written)),
    fc.json().map((written) => Buffer.from(JSON.stringify(written))),
    awsSecret.map((other) => Buffer.from(other.repeat(20))),
  );

  test("in a text that has nothing to do with the secret, whatever it looks like", () => {
    fc.assert(
      fc.property(awsSecret, text, fc.constantFrom(...rows), (secret, content, [, write]) => {
        const search = new SecretSearch([{ label: LABEL, secret }]);
        expect(search.find(content)).toEqual([]);
        expect(search.find(Buffer.from(write(content.toString("latin1")) as string))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("where one character differs, in any spelling", () => {
    fc.assert(
      // The first character and the last ones share base64 digits with whatever stands beside them.
      fc.property(
        awsSecret,
        fc.integer({ min: 1, max: 37 }),
        fc.constantFrom(...rows),
        (secret, at, [, write]) => {
          const other = secret.slice(0, at) + (secret[at] === "A" ? "B" : "A") + secret.slice(at + 1);
          const content = Buffer.from(write(other) as string);
          expect(new SecretSearch([{ label: LABEL, secret }]).find(content)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
