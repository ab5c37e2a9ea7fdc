import { SecretText } from "../../../src/domain/secret-text.js";
import type { Fault } from "../../../src/errors/fault.js";
import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Reply, Script } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const REFUSED: Reply = { status: 400, json: { error: "no" } };
const TOKEN = "t-secret-token-1";

/** A gateway that says this of how long a token lives, and answers so when one is to be revoked. */
const saying =
  (ofItsEnd: Reply, revoked: Reply = { json: {} }): Script =>
  ({ command }) =>
    command === "revoke-creds" ? revoked : ofItsEnd;

test.each<[string, Reply, string]>([
  ["refused", REFUSED, "GATEWAY_REFUSED"],
  ["never answered", { status: 503, json: { error: "down" } }, "GATEWAY_FAILED"],
  ["answered with what is no time", { json: { ttl: "soon" } }, "GATEWAY_ANSWER_UNEXPECTED"],
])("a token is revoked where the question for its end is %s", async (_, answer, code) => {
  const { gateway, server } = await clientOf(saying(answer));
  expect(await thrownBy(gateway.tokens.lend())).toMatchObject({ code });
  expect(server.of("revoke-creds").map(({ body }) => body.token)).toEqual([TOKEN]);
});

test("a token that could not be revoked either is told of", async () => {
  const { gateway } = await clientOf(saying(REFUSED, REFUSED));
  const fault = (await thrownBy(gateway.tokens.lend())) as Fault;
  expect(fault).toMatchObject({ code: "GATEWAY_REFUSED" });
  expect(fault.details.state).toBe(
    "The token of this login could not be revoked either, and is good until it ends by itself.",
  );
});

test("a token that comes after a stop was asked for is revoked", async () => {
  const stop = new AbortController();
  let told = (_: unknown) => {};
  const revoked = new Promise((resolve) => {
    told = resolve;
  });
  const { gateway } = await clientOf(
    ({ command, body }) => {
      if (command === "revoke-creds") told(body.token);
      return { json: {} };
    },
    {
      auth: () => {
        stop.abort();
        return { json: { token: TOKEN } };
      },
    },
  );
  const lent = gateway.tokens.lend({ signal: stop.signal });
  expect(await thrownBy(lent)).toMatchObject({ code: "GATEWAY_INTERRUPTED" });
  expect(await revoked).toBe(TOKEN);
});

test("a token that the client was given is never revoked", async () => {
  const login = { kind: "token", token: new SecretText("t-fixed") } as const;
  const { gateway, server } = await clientOf(saying(REFUSED), { login });
  expect(await thrownBy(gateway.tokens.lend())).toMatchObject({ code: "GATEWAY_REFUSED" });
  expect(server.of("revoke-creds")).toEqual([]);
});
