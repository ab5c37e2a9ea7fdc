import { SecretText } from "../../../src/domain/secret-text.js";
import type { Fault } from "../../../src/errors/fault.js";
import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const typed = (type: string, text: string, status = 200): Reply => ({
  status,
  text,
  headers: { "content-type": type },
});

const ANSWERS: readonly [string, Reply, string, string][] = [
  [
    "an empty 200",
    typed("application/json", ""),
    "GATEWAY_ANSWER_UNEXPECTED",
    "answered with 200 and an empty body (application/json, 0 bytes) instead of JSON",
  ],
  [
    "a 200 of white space",
    typed("application/json", " \n"),
    "GATEWAY_ANSWER_UNEXPECTED",
    "200 and an empty body (application/json, 2 bytes) instead of JSON",
  ],
  [
    "a 204",
    typed("", "", 204),
    "GATEWAY_ANSWER_UNEXPECTED",
    "204 and an empty body (no content type, 0 bytes) instead of JSON",
  ],
  [
    "a login page",
    typed("text/html; charset=utf-8", "<!doctype html><title>Sign in</title>"),
    "GATEWAY_WRONG_URL",
    "200 and a page of HTML (text/html, 37 bytes) instead of JSON, as a proxy or a login in front of it shows",
  ],
  [
    "a login page that calls itself a text",
    typed("text/plain", "<html>Sign in</html>"),
    "GATEWAY_WRONG_URL",
    "200 and a page of HTML (text/plain, 20 bytes) instead of JSON",
  ],
  [
    "a text",
    typed("text/plain", "ok"),
    "GATEWAY_WRONG_URL",
    "200 and a body that is no JSON (text/plain, 2 bytes)",
  ],
  [
    "half of a JSON text",
    typed("application/json", '{"target_name":'),
    "GATEWAY_ANSWER_UNEXPECTED",
    "200 and a body that is no JSON (application/json, 15 bytes)",
  ],
  [
    "more than is ever taken",
    typed("application/json", `"${"x".repeat(16 * 1024 * 1024)}"`),
    "GATEWAY_ANSWER_UNEXPECTED",
    "answered with more than 16 MiB",
  ],
  [
    "an empty 404",
    typed("", "", 404),
    "GATEWAY_WRONG_URL",
    "404 and an empty body (no content type, 0 bytes)",
  ],
];

const NO_OBJECTS: readonly [string, string, string][] = [
  ["null", "null", "200 and JSON that is null (application/json, 4 bytes) instead of an object"],
  ["a list", "[1]", "200 and JSON that is a list (application/json, 3 bytes) instead of an object"],
  [
    "a text in JSON",
    '"ok"',
    "200 and JSON that is a string (application/json, 4 bytes) instead of an object",
  ],
  ["a boolean", "true", "200 and JSON that is a boolean (application/json, 4 bytes) instead of an object"],
];

const READS = [
  ...ANSWERS,
  ...NO_OBJECTS.map(
    ([what, text, seen]) =>
      [what, typed("application/json", text), "GATEWAY_ANSWER_UNEXPECTED", seen] as const,
  ),
];

test.each(READS)(
  "tells a read that is answered with %s by status, kind and length",
  async (_, reply, code, seen) => {
    const { gateway, server } = await clientOf(() => reply);
    const fault = (await thrownBy(gateway.targets.find("/t"))) as Fault;
    expect(fault).toMatchObject({ code, details: { state: "Nothing was changed by it." } });
    expect(fault.message).toContain(seen);
    expect(server.of("target-get")).toHaveLength(1);
  },
);

test.each(READS)("tells a login that is answered with %s so, too", async (_, reply, code, seen) => {
  const { gateway } = await clientOf(() => ({ json: {} }), { auth: () => reply });
  const fault = await thrownBy(gateway.targets.find("/t"));
  expect(fault).toMatchObject({ code });
  expect(fault.message).toContain(seen);
});

const SAYS_DONE = ANSWERS.filter(([what]) => what !== "an empty 404");

test.each(SAYS_DONE)(
  "takes %s to a rotation for a lost reply, and says what came",
  async (_, reply, _code, seen) => {
    const { gateway, server } = await clientOf(() => reply);
    const fault = (await thrownBy(gateway.rotators.rotateNow("/r"))) as Fault;
    expect(fault).toMatchObject({
      code: "GATEWAY_REPLY_LOST",
      details: { state: "Whether it was done is not known, and it was not repeated." },
    });
    expect(fault.message).toContain(seen);
    expect(server.of("gateway-rotate-secret")).toHaveLength(1);
  },
);

test.each(SAYS_DONE)(
  "says of a change that is answered with %s that doing it again is safe",
  async (_, reply, code) => {
    const { gateway } = await clientOf(() => reply);
    const value = new SecretText("a value that nobody may see");
    const fault = (await thrownBy(gateway.staticSecrets.updateValue("/s", "text", value))) as Fault;
    expect(fault).toMatchObject({
      code,
      details: { state: "Whether it was done is not known; doing it again is safe." },
    });
  },
);

test.each(NO_OBJECTS)("takes %s for an answer to a change, of which nothing is read", async (_, text) => {
  const { gateway } = await clientOf(() => typed("application/json", text));
  await expect(gateway.targets.remove("/t")).resolves.toBeUndefined();
});

test("never shows what stands in the page", async () => {
  const { gateway } = await clientOf(({ body }) => typed("text/html", `<html>${body.token}</html>`));
  expect((await thrownBy(gateway.targets.find("/t"))).message).not.toContain("t-secret-token");
});
