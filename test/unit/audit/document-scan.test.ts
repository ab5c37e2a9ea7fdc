import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { keyResource, madeUpKey, state } from "../../support/audit/keys.js";
import { keyIn, scanned, secretsFor } from "../../support/audit/scanned.js";

const key = madeUpKey(1);
const other = madeUpKey(2);
const third = madeUpKey(3);

describe("the secret of a key is found", () => {
  test.each<[string, string]>([
    ["in the resource of an access key", state([keyResource(key)])],
    ["by the names of the provider", JSON.stringify({ access_key: key.id, secret_key: key.secret })],
    ["by the names of variables", JSON.stringify({ access_key_id: key.id, secret_access_key: key.secret })],
    ["before the key", JSON.stringify({ secret: key.secret, id: key.id })],
    [
      "in two outputs",
      state([], { id: { value: key.id, type: "string" }, secret: { value: key.secret, sensitive: true } }),
    ],
    [
      "in the configuration of a plan",
      JSON.stringify({
        expressions: { access_key: { constant_value: key.id }, secret_key: { constant_value: key.secret } },
      }),
    ],
    ["in JSON within JSON within JSON", jsonIn(jsonIn(JSON.stringify({ id: key.id, secret: key.secret })))],
    ["in a file of variables", `access_key = "${key.id}"\nsecret_key = "${key.secret}"\n`],
    ["in an environment", `AWS_ACCESS_KEY_ID=${key.id}\nAWS_SECRET_ACCESS_KEY=${key.secret}\n`],
    [
      "in an environment within JSON",
      JSON.stringify({ user_data: `AWS_ACCESS_KEY_ID=${key.id}\nAWS_SECRET_ACCESS_KEY=${key.secret}\n` }),
    ],
    ["in YAML", `credentials:\n  aws_access_key_id: ${key.id}\n  aws_secret_access_key: ${key.secret}\n`],
    ["in a URL", `sqs://${key.id}:${key.secret}@`],
    ["in a URL, escaped", `broker=sqs://${key.id}:${encodeURIComponent(key.secret)}@queue`],
    ["after its key and a stroke", `${key.id}/${key.secret}`],
    ["with strokes escaped", `{"id":"${key.id}","secret":"${key.secret.replaceAll("/", "\\/")}"}`],
    ["with every sign an escape", `{"id":"${escapedAll(key.id)}","secret":"${escapedAll(key.secret)}"}`],
    ["in base64", JSON.stringify({ user_data: base64(`x=1\nid=${key.id}\nsecret=${key.secret}\n`) })],
    [
      "in base64, each by itself, as Kubernetes has it",
      JSON.stringify({
        data: { AWS_ACCESS_KEY_ID: base64(key.id), AWS_SECRET_ACCESS_KEY: base64(key.secret) },
      }),
    ],
    [
      "in base64 with line breaks at the ends",
      JSON.stringify({ data: { id: base64(`${key.id}\n`), secret: base64(`${key.secret}\n`) } }),
    ],
    [
      "with other objects in between",
      JSON.stringify({ id: key.id, a: { b: { c: {} } }, d: [{ e: [] }], secret: key.secret }),
    ],
    [
      "in the environment of a container",
      JSON.stringify({
        container_definitions: JSON.stringify([
          {
            environment: [
              { name: "AWS_ACCESS_KEY_ID", value: key.id },
              { name: "LOG", value: "json" },
              { name: "AWS_SECRET_ACCESS_KEY", value: key.secret },
            ],
          },
        ]),
      }),
    ],
    [
      "in the defaults of variables",
      `variable "id" {\n  default = "${key.id}"\n}\nvariable "secret" {\n  default = "${key.secret}"\n}\n`,
    ],
    ["in a map from one to the other", JSON.stringify({ [key.id]: key.secret })],
  ])("%s", (_where, text) => {
    const findings = scanned(text);
    expect([...findings.keys.keys()]).toEqual([key.id]);
    expect(secretsFor(findings, key.id)).toContain(key.secret);
    expect(keyIn(findings, key.id).candidates[0]).toMatchObject({
      text: key.secret,
      beside: true,
      plausible: true,
    });
  });
});

describe("each key gets its own secret first", () => {
  test("where resources follow each other", () => {
    const findings = scanned(
      state([keyResource(key, "a"), keyResource(other, "b"), keyResource(third, "c")]),
    );
    for (const { id, secret } of [key, other, third]) {
      expect(secretsFor(findings, id)[0]).toBe(secret);
    }
  });

  test("where secrets come first", () => {
    const objects = [key, other, third].map(({ id, secret }) => ({ a_secret: secret, z_id: id }));
    const findings = scanned(JSON.stringify(objects));
    for (const { id, secret } of [key, other, third]) expect(secretsFor(findings, id)[0]).toBe(secret);
  });

  test("where the ids are in one list and the secrets in another, far away", () => {
    const many = Array.from({ length: 60 }, (_, number) => madeUpKey(number + 100));
    const far = "x ".repeat(60_000);
    const text = JSON.stringify({
      a: { ids: many.map(({ id }) => id) },
      far,
      secrets: many.map(({ secret }) => secret),
    });
    const findings = scanned(text);
    for (const { id, secret } of many) expect(secretsFor(findings, id)[0]).toBe(secret);
  });

  test("which is one in the same block rather than a nearer one in another", () => {
    const text = JSON.stringify({
      a: { id: key.id, padding: "x".repeat(3000), secret: key.secret },
      b: { secret: other.secret, x: third.id },
    });
    expect(secretsFor(scanned(text), third.id)[0]).toBe(other.secret);
    expect(secretsFor(scanned(text), key.id)[0]).toBe(key.secret);
  });
});

test("the secret of one key is not tried for another one far away", () => {
  const text = `{"id":"${key.id}","secret":"${key.secret}"}${" ".repeat(70_000)}{"id":"${other.id}"}`;
  expect(secretsFor(scanned(text), other.id)).toEqual([]);
});

test("a secret far away is tried for a key that has none", () => {
  const text = `{"id":"${key.id}"}${" ".repeat(70_000)}{"secret":"${key.secret}"}`;
  expect(keyIn(scanned(text), key.id).candidates).toMatchObject([{ text: key.secret, beside: false }]);
});

test("the ids of AWS's documentation, which end in EXAMPLE, are passed over", () => {
  const text = `AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ASIAIOSFODNN7EXAMPLE`;
  expect(scanned(text).keys.size).toBe(0);
  expect(scanned(base64(text)).keys.size).toBe(0);
  expect(scanned(`${text} ${key.id}`).keys.size).toBe(1);
});

describe("nothing is taken for a secret that", () => {
  test.each<[string, string]>([
    ["is a checksum", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["is a checksum between line breaks", "\nda39a3ee5e6b4b0d3255bfef95601890afd80709\n"],
    ["is a checksum in capitals", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"],
    ["is a part of something longer", `${key.secret}abcd`],
    ["is base64 of another length", `${key.secret}==`],
    ["is in the alphabet of URLs", `${key.secret}-abcd_`],
  ])("%s", (_what, value) => {
    expect(secretsFor(scanned(JSON.stringify({ id: key.id, secret: value })), key.id)).toEqual([]);
  });
});

test.each([
  ["as a part of a longer word", `XAKIA${key.id.slice(4)}`],
  ["with a letter too many", `${key.id}Q`],
  ["in small letters", key.id.toLowerCase()],
  ["as another kind of id", `AIDA${key.id.slice(4)}`],
])("no key id is seen %s", (_how, text) => {
  expect(scanned(JSON.stringify({ id: text })).keys.size).toBe(0);
});

test("other names than those of secrets are the last to be tried, and are not taken to be it", () => {
  const text = JSON.stringify({ id: key.id, etag: other.secret, secret: key.secret });
  expect(keyIn(scanned(text), key.id).candidates).toMatchObject([
    { text: key.secret, plausible: true },
    { text: other.secret, plausible: false },
  ]);
});

describe("a place is told", () => {
  test("by line, column, member and address in a state", () => {
    const text = state([keyResource(key, "ci")]);
    const line = text.split("\n").findIndex((one) => one.includes(key.id));
    const column = (text.split("\n")[line] ?? "").indexOf(key.id);
    expect(keyIn(scanned(text), key.id).places).toEqual([
      {
        line: line + 1,
        column: column + 1,
        endColumn: column + 21,
        attribute: "id",
        address: "aws_iam_access_key.ci",
      },
    ]);
  });

  test("with module and mode", () => {
    const resource = { module: "module.a[0]", ...keyResource(key), mode: "data" };
    expect(keyIn(scanned(state([resource])), key.id).places[0]?.address).toBe(
      "module.a[0].data.aws_iam_access_key.ci",
    );
  });

  test("with the address that a plan gives, index included", () => {
    const text = JSON.stringify({
      resource_changes: [
        {
          address: 'aws_thing.x["ü\\"]',
          mode: "managed",
          change: { after: { address: "db.example", id: "x" } },
        },
        {
          address: 'aws_iam_access_key.ci["ü"]',
          module_address: "module.m",
          mode: "managed",
          change: { after: { address: "db.example", id: key.id } },
        },
      ],
    });
    expect(keyIn(scanned(text), key.id).places[0]).toMatchObject({
      address: 'aws_iam_access_key.ci["ü"]',
      attribute: "id",
    });
  });

  test("without the address of a resource that has ended before", () => {
    const text = JSON.stringify({ resources: [keyResource(other)], later: { id: key.id } });
    expect(keyIn(scanned(text), key.id).places[0]?.address).toBeUndefined();
  });

  test("by the output's name rather than by its value's", () => {
    const text = state([], { ci_key: { type: "string", value: key.id } });
    expect(keyIn(scanned(text), key.id).places[0]).toMatchObject({ attribute: "ci_key", address: undefined });
  });

  test("in code units of UTF-16, after signs of every width, also on an endless line", () => {
    const before = `{"a":"é€🎉${"ü🎉 ".repeat(700_000)}","id":"`;
    const [place] = keyIn(scanned(`${before}${key.id}"}`, [1001]), key.id).places;
    expect(place).toMatchObject({ line: 1, column: before.length + 1, endColumn: before.length + 21 });
  });

  test("after more lines than fit into memory at once", () => {
    const lines = Array.from({ length: 100_000 }, (_, number) => `line ${number}: ä`).join("\n");
    expect(keyIn(scanned(`${lines}\n  ${key.id}`), key.id).places[0]).toMatchObject({
      line: 100_001,
      column: 3,
    });
  });

  test("every time that the key is there", () => {
    const text = state([keyResource(key, "a"), keyResource(other, "b"), keyResource(key, "c")]);
    expect(keyIn(scanned(text), key.id).places.map(({ address }) => address)).toEqual([
      "aws_iam_access_key.a",
      "aws_iam_access_key.c",
    ]);
  });

  test.each([
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "as it is"],
    ["wJalrXUtnFEMI+K7MDENG+bPxRfiCYEXAMPLEKEY", "with other signs"],
    ["wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY", "with escapes"],
    ["wJalrXUtnFEMI\\u002fK7MDENG\\u002fbPxRfiCYEXAMPLEKEY", "with other escapes"],
  ])("without any part of a secret that is a name, %s (%s)", (name) => {
    expect(keyIn(scanned(`{"${name}":"${key.id}"}`), key.id).places[0]?.attribute).toBeUndefined();
  });

  test("without a secret that is an index of the resource", () => {
    const address = `aws_iam_user.u[\\"${other.secret}\\"].x[\\"a\\"]`;
    const text = `{"address":"${address}","mode":"managed","values":{"id":"${key.id}"}}`;
    expect(keyIn(scanned(text), key.id).places[0]?.address).toBe('aws_iam_user.u["…"].x["…"]');
  });

  test("without a name that gives the key away", () => {
    const text = `{"${key.id}":"${key.secret}","x":{"${other.id}":"${third.id}"}}`;
    expect(keyIn(scanned(text), third.id).places[0]?.attribute).toBeUndefined();
  });
});

describe("what stands beside a key is noted:", () => {
  test("its user, also after it", () => {
    expect([...keyIn(scanned(state([keyResource(key, "ci", "path.user@x")])), key.id).users]).toEqual([
      "path.user@x",
    ]);
  });

  test("no user of another block", () => {
    const text = JSON.stringify([{ id: key.id }, { user: "somebody" }, { a: { user: "else" } }]);
    expect(keyIn(scanned(text), key.id).users.size).toBe(0);
  });

  test("an SMTP password that is derived from its secret", () => {
    expect(keyIn(scanned(state([keyResource(key)])), key.id).smtpPassword).toBe(true);
    expect(keyIn(scanned(JSON.stringify({ id: key.id })), key.id).smtpPassword).toBe(false);
  });

  test("the session token of a temporary key", () => {
    const { id, secret } = madeUpKey(9, "ASIA");
    const token = `${Buffer.from("session token ".repeat(20)).toString("base64")}`;
    const text = JSON.stringify({ AccessKeyId: id, SecretAccessKey: secret, SessionToken: token });
    expect([...keyIn(scanned(text), id).sessionTokens]).toEqual([token]);
    expect([...keyIn(scanned(text.replaceAll("/", "\\/")), id).sessionTokens]).toEqual([token]);
  });

  test("no SMTP password and no session token that is called something else", () => {
    const text = JSON.stringify({
      id: key.id,
      hash: `B${"x7Qp".repeat(10)}abc`,
      certificate: "Ab3/".repeat(40),
    });
    expect(keyIn(scanned(text), key.id)).toMatchObject({ smtpPassword: false, sessionTokens: new Set() });
  });

  test("the partitions of its neighbourhood", () => {
    const text = `arn:aws:iam::1:x arn:aws-us-gov:iam::1:x ${key.id}`;
    expect([...scanned(text).partitions]).toEqual(["aws", "aws-us-gov"]);
  });
});

test("nothing depends on where a text is cut, not even within a sign or an escape", () => {
  const text = JSON.stringify({
    ü: "🎉",
    broker: `sqs://${key.id}:${encodeURIComponent(key.secret)}@`,
    inner: JSON.stringify({ id: other.id, secret: other.secret.replaceAll("+", "\\u002b") }),
    data: base64(`id=${third.id} secret=${third.secret}`),
  });
  const whole = scanned(text);
  expect(whole.keys.size).toBe(3);
  for (const size of [1, 2, 3, 5, 7, 16, 19, 20, 21, 39, 40, 41]) {
    const { keys } = scanned(text, [size]);
    expect([...keys.values()]).toEqual([...whole.keys.values()]);
  }
});

describe("on either side of every border between two steps of the scan", () => {
  // The room that a scan has, and how far it looks back and ahead.
  const [reach, run, ahead, step] = [64 * 1024, 64 * 1024, 4 * 1024, 1024 * 1024];
  const room = reach + run + ahead + step;
  const borders = [room - ahead, room];

  test("a pair is found", () => {
    const text = `{"id":"${key.id}","secret":"${key.secret}"}`;
    for (const border of borders) {
      for (let padding = border - text.length - 8; padding < border + 8; padding += 7) {
        const findings = scanned(" ".repeat(padding) + text + " ".repeat(2 * ahead));
        expect(secretsFor(findings, key.id)).toEqual([key.secret]);
      }
    }
  });

  test("everything about a key is told", () => {
    const text = state([keyResource(key)]);
    const [expected] = [...scanned(text).keys.values()];
    for (const border of borders) {
      for (let padding = border - text.length - 50; padding < border + 50; padding += 97) {
        const [found] = [...scanned("\n".repeat(padding) + text + "\n".repeat(2 * ahead)).keys.values()];
        const places = found?.places.map((place) => ({ ...place, line: place.line - padding }));
        expect({ ...found, places }).toEqual(expected);
      }
    }
  });
});

test("keys in one run without end are found once each, with one place", () => {
  const text = `${"Ab3/".repeat(40_000)}/${key.id}/${"Ab3/".repeat(40_000)}/${other.id}/`;
  const { keys } = scanned(text);
  expect([...keys.keys()]).toEqual([key.id, other.id]);
  expect(keyIn({ keys }, key.id).places).toMatchObject([{ column: 160_002 }]);
  expect([...keys.values()].map(({ places }) => places.length)).toEqual([1, 1]);
});

test("a key is found once wherever it stands in a run without end", () => {
  const [piece, overlap] = [64 * 1024, 1024];
  for (const near of [piece, piece - overlap, 2 * piece - overlap]) {
    for (let at = near - 24; at <= near + 24; at += 4) {
      const text = `${"Ab3/".repeat(at / 4)}${key.id}/${"Ab3/".repeat(piece / 4)}`;
      expect(keyIn(scanned(text), key.id).places).toMatchObject([{ line: 1, column: at + 1 }]);
    }
  }
});

test("a key in base64 is placed where the base64 begins, also behind a plain one", () => {
  const encoded = base64(`id=${other.id} `);
  const { keys } = scanned(`  ${encoded}/${key.id} `);
  const columns = [...keys.values()].map(({ id, places }) => [id, places.map(({ column }) => column)]);
  expect(columns).toEqual([
    [key.id, [4 + encoded.length]],
    [other.id, [3]],
  ]);
});

test.each([0, 1, 2])("base64 is looked into at every alignment, such as %i", (shift) => {
  const text = `${"x".repeat(shift + 3)} ${key.id} ${key.secret} `;
  expect(secretsFor(scanned(base64(text)), key.id)).toContain(key.secret);
});

describe("of a whole state in base64 each key gets its own secret first", () => {
  // More than is looked at in one go, and more keys than are compared with each other.
  const keys = Array.from({ length: 200 }, (_, number) => madeUpKey(number + 1000));
  const plain = state(keys.map((one, number) => keyResource(one, `k${number}`, `user-${number}`)));
  // Strokes come of question marks, as a rule.
  const encoded = base64(plain.replaceAll('"secret":', '"q": "????", "secret":'));
  const lines = (text: string, width: number) => text.replace(new RegExp(`.{${width}}`, "g"), "$&\n");
  const packed = gzipSync(Buffer.from(encoded, "base64"));

  test.each<[string, string]>([
    ["in one line", encoded],
    ["in a member of JSON", JSON.stringify({ data: { attributes: { state: encoded } } })],
    ["in lines", `${lines(encoded, 76)}\n`],
    ["in indented lines, ended as Windows does", lines(encoded, 64).replace(/\n/g, "\r\n    ")],
    ["in lines within JSON", JSON.stringify({ content: lines(encoded, 76) })],
    ["in lines within JSON within JSON", jsonIn(JSON.stringify({ content: lines(encoded, 76) }))],
    ["with strokes escaped", `"${encoded.replaceAll("/", "\\/")}"`],
    ["in lines within JSON, with strokes escaped", escapedStrokes(JSON.stringify({ a: lines(encoded, 76) }))],
    ["that is in base64", base64(encoded)],
    ["packed by gzip, as Kubernetes keeps states", JSON.stringify({ tfstate: packed.toString("base64") })],
    ["packed by gzip, twice in base64, as Helm does", `release: ${base64(packed.toString("base64"))}\n`],
  ])("%s", (_how, text) => {
    for (const sizes of [[Number.POSITIVE_INFINITY], [1021, 7, 65_536]]) {
      const findings = scanned(text, sizes);
      const first = [...findings.keys.values()].map(({ id, candidates }) => ({
        id,
        secret: candidates[0]?.text,
      }));
      expect(first).toEqual(keys);
      expect([...findings.keys.values()].map(({ places }) => places.length)).toEqual(keys.map(() => 1));
    }
  });
});

describe("base64 in lines", () => {
  test("is read to its last line, however short that is", () => {
    for (let padding = 0; padding < 60; padding++) {
      const text = `${"#".repeat(padding)}\naccess_key=${key.id}\nsecret_key=${key.secret}`;
      const wrapped = base64(text).replace(/.{76}/g, "$&\n");
      const findings = scanned(`data:\n${wrapped}\nname: there\n`);
      expect(secretsFor(findings, key.id)).toEqual([key.secret]);
    }
  });

  test("does not take up the words that follow", () => {
    const text = base64(`${"#".repeat(10)} ${key.id}\nsecret=${key.secret}`.padStart(114));
    const wrapped = text.replace(/.{76}/g, "$&\n").trimEnd();
    expect(wrapped.split("\n").every(({ length }) => length === 76)).toBe(true);
    for (const after of ["name: there", "name=there", "-----END-----", "some words"]) {
      expect(secretsFor(scanned(`${wrapped}\n${after}\n`), key.id)).toEqual([key.secret]);
    }
  });

  test("is placed where it begins, with the member and the address", () => {
    const user_data = base64(`export A=${key.id}\nexport B=${key.secret}\n`);
    const text = state([
      { mode: "managed", type: "aws_instance", name: "web", instances: [{ attributes: { user_data } }] },
    ]);
    const before = text.slice(0, text.indexOf(user_data)).split("\n");
    const column = (before.at(-1) ?? "").length + 1;
    expect(keyIn(scanned(text), key.id).places).toEqual([
      {
        line: before.length,
        column,
        endColumn: column + user_data.replace(/=/g, "").length,
        attribute: "user_data",
        address: "aws_instance.web",
      },
    ]);
  });

  test("is placed at the address that it names, where there is none around it", () => {
    const encoded = base64(state([keyResource(key)]));
    expect(keyIn(scanned(`{"data":{"tfstate":"${encoded}"}}`), key.id).places).toMatchObject([
      { line: 1, column: 21, attribute: "tfstate", address: "aws_iam_access_key.ci" },
    ]);
    expect(keyIn(scanned(encoded), key.id).places).toMatchObject([{ attribute: "id" }]);
  });

  test("is placed where it began, though that is long past", () => {
    const encoded = base64(`${"text ".repeat(600_000)}${key.id} ${key.secret} `);
    for (const text of [encoded, encoded.replace(/.{76}/g, "$&\n")]) {
      expect(keyIn(scanned(`\n\n  content: ${text}`), key.id).places).toMatchObject([
        { line: 3, column: 12, attribute: "content" },
      ]);
    }
  });
});

test("a key in base64 and its secret outside of it are brought together, and the other way around", () => {
  const id = base64(`# the key of the deployment is ${key.id} and of nobody else`);
  const secret = base64(`# the secret of the deployment\nexport SECRET=${key.secret}\n`);
  expect(secretsFor(scanned(JSON.stringify({ secret: key.secret, user_data: id })), key.id)).toEqual([
    key.secret,
  ]);
  expect(secretsFor(scanned(JSON.stringify({ user_data: id, secret: key.secret })), key.id)).toEqual([
    key.secret,
  ]);
  expect(secretsFor(scanned(JSON.stringify({ user_data: secret, id: key.id })), key.id)).toEqual([
    key.secret,
  ]);
  expect(secretsFor(scanned(JSON.stringify({ id: key.id, user_data: secret })), key.id)).toEqual([
    key.secret,
  ]);
});

test("gzip in base64 that is damaged is named; what it still gives is looked through", () => {
  const packed = gzipSync(`${key.id} ${key.secret} ${"x".repeat(10_000)}`);
  packed.writeUInt32LE(0, packed.length - 8);
  expect(scanned(`{"a":"${packed.toString("base64")}"}`).unread).toEqual([
    "gzip in base64 cannot be unpacked (Z_DATA_ERROR)",
  ]);
  expect(scanned(base64(packed.toString("base64"))).unread).toHaveLength(1);
  const cut = gzipSync(`${key.id} ${key.secret} ${randomBytes(2000).toString("hex")}`).subarray(0, 600);
  expect(secretsFor(scanned(`{"a":"${cut.toString("base64")}"}`), key.id)).toEqual([key.secret]);
});

test("of a key in every line of a log the first thousand places are kept, the others counted", () => {
  const text = `${`${key.id} GET /\n`.repeat(3000)}{"id":"${key.id}","secret":"${key.secret}"}`;
  const { places, further } = keyIn(scanned(text), key.id);
  expect([places.length, further]).toEqual([1000, 2001]);
  expect(secretsFor(scanned(text), key.id)).toEqual([key.secret]);
});

test("as many candidates are kept as are worth a question, whatever the text", () => {
  const secrets = Array.from({ length: 300 }, (_, number) => madeUpKey(number + 500).secret);
  const findings = scanned(JSON.stringify({ id: key.id, secrets }));
  expect(secretsFor(findings, key.id).length).toBeLessThanOrEqual(16);
});

function escapedStrokes(text: string): string {
  return text.replaceAll("/", "\\/");
}

function jsonIn(text: string): string {
  return JSON.stringify({ json: text });
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function escapedAll(text: string): string {
  return [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
