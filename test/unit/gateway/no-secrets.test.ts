import { inspect } from "node:util";
import fc from "fast-check";
import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import type { Gateway, GatewayLogin } from "../../../src/gateway/index.js";
import { quotable } from "../../../src/gateway/quotable.js";
import { ROWS } from "../../support/disguise/spellings.js";
import { clientAt, clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Received, Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const SECRETS = {
  loginKey: "login-access-key/Zk3+8Q==",
  token: "t-9f3c1d5b7a9e2c4f6a8b",
  awsSecret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYzSECRETKEY",
  session: "IQoJb3JpZ2luX2VjEJr//////////sessiontoken",
  podToken: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwb2QifQ.c2lnbmF0dXJlLW9mLXBvZA",
  value: 'pa"ss\nwörd & more of it',
};

const LOGIN: GatewayLogin = {
  kind: "access_key",
  accessId: "p-1",
  accessKey: new SecretText(SECRETS.loginKey),
};

/** A command with secrets in it. */
const commands: { readonly [name: string]: (gateway: Gateway) => Promise<unknown> } = {
  "target-create-aws": ({ targets }) =>
    targets.createAws({
      name: "/t",
      description: null,
      region: null,
      credentials: {
        kind: "key",
        keyId: "AKIAIOSFODNN7EXAMPLE",
        secret: new SecretText(SECRETS.awsSecret),
        sessionToken: new SecretText(SECRETS.session),
      },
    }),
  "update-secret-val": ({ staticSecrets }) =>
    staticSecrets.updateValue("/s", "text", new SecretText(SECRETS.value)),
};

/** Gateways that answer with everything that they were sent. */
const echoes: { readonly [name: string]: (request: Received) => Reply } = {
  "an error that repeats the request": ({ body }) => ({ status: 400, json: { error: JSON.stringify(body) } }),
  "an error with the secrets in base64": ({ body }) => ({
    status: 422,
    json: {
      error: Object.values(body)
        .map((field) => Buffer.from(String(field)).toString("base64"))
        .join(" "),
    },
  }),
  "an error with the secrets in percent encoding": ({ body }) => ({
    status: 409,
    json: {
      error: Object.values(body)
        .map((field) => encodeURIComponent(String(field)))
        .join("&"),
    },
  }),
  "an error with half of each secret": ({ body }) => ({
    status: 400,
    json: {
      error: Object.values(body)
        .map((field) => String(field).slice(0, 12))
        .join(" "),
    },
  }),
  "a failure that repeats the request": ({ body }) => ({
    status: 500,
    json: { error: "boom", message: JSON.stringify(body) },
  }),
  "a page that repeats the request": ({ body }) => ({
    status: 404,
    text: `<pre>${JSON.stringify(body)}</pre>`,
  }),
  "a success of another shape": ({ body }) => ({ status: 200, text: JSON.stringify(body).slice(0, -3) }),
  "a refused token": ({ body }) => ({ status: 401, json: { error: `no access for ${body.token}` } }),
  "a closed connection": () => "cut",
  silence: () => "silent",
};

function leaks(error: Error): string[] {
  const shown = [
    String(error),
    error.stack ?? "",
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: 20, showHidden: true, getters: true }),
  ].join("\n");
  const forms = (secret: string) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64"),
    secret.slice(0, 12),
  ];
  return Object.values(SECRETS).filter((secret) => forms(secret).some((form) => shown.includes(form)));
}

describe.each(Object.keys(commands))("%s", (name) => {
  test.each(Object.keys(echoes))("shows no secret that was sent when it meets %s", async (echo) => {
    const { gateway } = await clientOf((request) => echoes[echo]?.(request) ?? "cut", {
      login: LOGIN,
      requestTimeoutMs: 100,
      auth: () => ({ json: { token: SECRETS.token } }),
    });
    const error = await thrownBy(commands[name]?.(gateway) ?? Promise.resolve());
    expect(Fault.is(error)).toBe(true);
    expect(leaks(error)).toEqual([]);
  });
});

test.each(Object.keys(echoes))("shows no secret of a login that meets %s", async (echo) => {
  const { gateway } = await clientOf(() => ({ json: {} }), {
    login: LOGIN,
    requestTimeoutMs: 100,
    auth: (request) => echoes[echo]?.(request) ?? "cut",
  });
  const error = await thrownBy(gateway.targets.find("/t"));
  expect(Fault.is(error)).toBe(true);
  expect(leaks(error)).toEqual([]);
});

test.each<[string, (sent: string) => string]>([
  ["as it was sent", (sent) => sent],
  ["decoded", (sent) => Buffer.from(sent, "base64").toString()],
])("shows no token of a pod that a refusal repeats %s", async (_, told) => {
  const { gateway } = await clientOf(() => ({ json: {} }), {
    login: {
      kind: "k8s",
      accessId: "p-1",
      authConfigName: "prod",
      serviceAccountToken: new SecretText(SECRETS.podToken),
    },
    auth: ({ body }) => ({
      status: 401,
      json: { error: `no access for ${told(String(body["k8s-service-account-token"]))}` },
    }),
  });
  const error = await thrownBy(gateway.targets.find("/t"));
  expect(Fault.is(error, "GATEWAY_UNAUTHENTICATED")).toBe(true);
  expect(leaks(error)).toEqual([]);
});

test("shows no secret when nothing listens", async () => {
  const login: GatewayLogin = { kind: "token", token: new SecretText(SECRETS.token) };
  const error = await thrownBy(
    commands["target-create-aws"]?.(clientAt("http://127.0.0.1:1", { login })) as Promise<unknown>,
  );
  expect(Fault.is(error, "GATEWAY_UNREACHABLE")).toBe(true);
  expect(leaks(error)).toEqual([]);
});

test("writes no secret into its notes", async () => {
  const { gateway, notes } = await clientOf(
    (request, count) =>
      count === 1 ? { status: 429, json: { error: JSON.stringify(request.body) } } : { json: {} },
    { login: LOGIN, auth: () => ({ json: { token: SECRETS.token } }) },
  );
  await commands["update-secret-val"]?.(gateway);
  expect(notes.length).toBeGreaterThan(0);
  expect(Object.values(SECRETS).filter((secret) => notes.join("\n").includes(secret))).toEqual([]);
});

test("shows the gateway's own words when no secret is in them", async () => {
  const { gateway } = await clientOf(() => ({ status: 400, json: { error: "role ARN is\n malformed" } }));
  const error = await thrownBy(gateway.rotators.rotateNow("/r"));
  expect(error.message).toContain('the gateway answered 400 "role ARN is malformed"');
});

test("quotes no text that holds any run of eight characters of a secret", () => {
  const secret = fc.string({ minLength: 9, unit: "binary" }).filter((text) => text.trim().length > 8);
  fc.assert(
    fc.property(secret, fc.nat(), fc.string(), fc.string(), (text, at, before, after) => {
      const start = at % (text.length - 8);
      const quoted = quotable(before + text.slice(start, start + 8) + after, [text]);
      expect(quoted).toBe("with a text that is not shown, because it repeats a secret that was sent");
    }),
  );
});

const WRAPPINGS = ["JSON", "URL", "HTML", "HCL", "base64", "hex", "byte list"] as const;

describe.each([SECRETS.awsSecret, SECRETS.value, ">>>???>>>???"])(
  "quotes no text that holds %j",
  (secret) => {
    test.each(WRAPPINGS.flatMap((wrapping) => ROWS[wrapping]))("%s", (_how, write) => {
      const text = Buffer.from(write(secret) as string).toString("utf8");
      expect(quotable(text, [secret])).toContain("not shown");
    });
  },
);

test("quotes one line of bounded length", () => {
  expect(quotable("", [])).toBe("without a text");
  expect(quotable("a\u0007\r\n\tb", ["unrelated secret"])).toBe('"a b"');
  expect(quotable("x".repeat(5000), []).length).toBeLessThan(320);
});

test.each([
  ["hexadecimal digits", "0a"],
  ["a list of bytes", "12, "],
  ["percent encoding", "%41"],
  ["escapes", "\\u0041"],
  ["words", "hello wonderful "],
])("shows the beginning of an answer of megabytes of %s", (_, piece) => {
  const answer = `no such target ${piece.repeat(3_000_000)}`;
  expect(quotable(answer, [SECRETS.awsSecret])).toMatch(/^"no such target /);
});

test("quotes no answer of megabytes whose beginning holds a secret", () => {
  expect(quotable(`${SECRETS.awsSecret} ${"0a".repeat(3_000_000)}`, [SECRETS.awsSecret])).toContain(
    "not shown",
  );
});
