import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../../src/sandbox/gateway/commands/index.js";
import { post, Sandbox } from "./sandbox.js";

const root = join(__dirname, "..", "..", "..");

/** Every command of the official SDK. */
const OFFICIAL = new Set(
  [
    ...readFileSync(join(root, "node_modules/akeyless/dist/api/V2Api.js"), "utf8").matchAll(
      /callApi\(\s*'\/([a-z0-9-]+)'/g,
    ),
  ].map(([, command = ""]) => command),
);

/** The commands that stand in our sources. */
const USED = [
  ...new Set(
    ["types", "gateway", "provider", "rotate", "runtime", "cli"].flatMap((room) =>
      (readdirSync(join(root, "src", room), { recursive: true }) as string[])
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) =>
          [
            ...readFileSync(join(root, "src", room, file), "utf8").matchAll(
              /["`]([a-z0-9]+(?:-[a-z0-9]+)+)["`]/g,
            ),
          ]
            .map(([, word = ""]) => word)
            .filter((word) => OFFICIAL.has(word)),
        ),
    ),
  ),
].sort();

/** The older names of a command, as far as the official SDK has them. */
function olderNames(command: string): readonly string[] {
  const patterns: readonly (readonly [RegExp, string])[] = [
    [/^target-(create|update)-(.+)$/, "$1-$2-target"],
    [/^target-(get|delete)$/, "$1-target"],
    [/^target-get-details$/, "get-target-details"],
    [/^target-list$/, "list-targets"],
    [/^dynamic-secret-(create|update)-(.+)$/, "gateway-$1-producer-$2"],
    [/^dynamic-secret-(get|delete)$/, "gateway-$1-producer"],
    [/^dynamic-secret-list$/, "gateway-list-producers"],
    [/^dynamic-secret-get-value$/, "get-dynamic-secret-value"],
    [/^dynamic-secret-tmp-creds-(get|delete|update)$/, "gateway-$1-producer-tmp-creds"],
    [/^auth-method-(create|update)-(.+)$/, "$1-auth-method-$2"],
    [/^rotated-secret-get-value$/, "get-rotated-secret-value"],
    [/^gateway-rotate-secret$/, "rotate-secret"],
  ];
  return patterns
    .map(([present, older]) => command.replace(present, older))
    .filter((name) => name !== command && OFFICIAL.has(name));
}

const NAMES = [...new Set([...USED, ...USED.flatMap(olderNames)])].sort();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const ask = async (command: string, fields: object) => {
  const { status, type, text } = await post(`${sandbox.gateway.url}/${command}`, fields);
  return { status, type, body: JSON.parse(text) as { readonly error?: unknown } };
};

test("the sandbox has every command that we send, under its present and its older name", () => {
  expect(USED.length).toBeGreaterThan(80);
  expect(NAMES.length).toBeGreaterThan(USED.length + 30);
  expect(NAMES.filter((name) => !commands.has(name))).toEqual([]);
});

test("without a token each of them is a JSON 401, but those by which a caller logs in", async () => {
  const open = NAMES.filter((name) => "runOpen" in (commands.get(name) ?? {}));
  expect(open).toEqual(["get-cert-challenge", "validate-token"]);
  for (const command of NAMES.filter((name) => !open.includes(name))) {
    const { status, type, body } = await ask(command, { name: "/nowhere" });
    expect({ command, status, type }).toEqual({ command, status: 401, type: "application/json" });
    expect(body.error).toContain("AuthenticationFailed");
  }
});

test("what a caller may not do is 401 and never 403, and a refusal is JSON with an error", async () => {
  const { token: nobody } = await sandbox.limited("/nobody", []);
  for (const token of [nobody, await sandbox.token()]) {
    for (const command of NAMES) {
      const { status, body } = await ask(command, { token, name: "/nowhere" });
      expect({ command, fits: status !== 403 && status < 500 }).toEqual({ command, fits: true });
      if (status >= 400)
        expect({ command, error: body.error }).toEqual({ command, error: expect.stringMatching(/\S/) });
    }
  }
});
