import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { PassThrough } from "node:stream";
import { exitCodeOf } from "../../../../src/cli/exit-code.js";
import { stateTextOf } from "../../../../src/cli/state/state-source.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";
import { STORED_SECRET } from "../../../support/cli/terraform-state.js";
import { watchedWorld } from "../../../support/cli/watched-world.js";
import { failure } from "../../../support/failure.js";

describe("a file", () => {
  test("is read as it is; a dash stands for standard input", async () => {
    const path = file(temporaryFolder(), "terraform.tfstate", "{}\n");
    await expect(stateTextOf({ kind: "file", path }, watchedWorld())).resolves.toMatchObject({
      text: "{}\n",
    });
    const stdin = new PassThrough();
    stdin.end("{piped}");
    const world = { ...watchedWorld(), stdin };
    await expect(stateTextOf({ kind: "file", path: "-" }, world)).resolves.toEqual({
      text: "{piped}",
      origin: "from standard input",
    });
  });

  test.each([
    ["there is no such file", (folder: string) => join(folder, "nowhere")],
    ["it is a folder", (folder: string) => folder],
  ])("fails where %s", async (seen, pathIn) => {
    const path = pathIn(temporaryFolder());
    const fault = await failure(stateTextOf({ kind: "file", path }, watchedWorld()));
    expect(fault).toMatchObject({ code: "STATE_UNREADABLE", details: { seen } });
  });
});

describe("Terraform", () => {
  /** A world in which `terraform` is this shell script. */
  function withTerraform(script: string, env: NodeJS.ProcessEnv = {}) {
    const folder = temporaryFolder();
    file(folder, "terraform", `#!/bin/sh\n${script}\n`, 0o755);
    return watchedWorld({ PATH: `${folder}${delimiter}${process.env.PATH}`, ...env });
  }
  const pull = (folder: string, world = watchedWorld()) => stateTextOf({ kind: "terraform", folder }, world);

  test("is asked in the folder, with the person's environment and without logs", async () => {
    const folder = temporaryFolder();
    const world = withTerraform('echo "$(pwd) $* $TF_WORKSPACE [$TF_LOG$TF_LOG_PATH]"', {
      TF_WORKSPACE: "blue",
      TF_LOG: "TRACE",
      TF_LOG_PATH: "/nowhere/log",
    });
    const { text } = await pull(folder, world);
    expect(text).toMatch(/ state pull blue \[\]\n$/);
    expect(text).toContain(folder);
  });

  test("fails with the title of its error, and nothing of what follows", async () => {
    const world = withTerraform(
      `printf '\\n\\033[31m╷\\033[0m\\n│ Error: Backend initialization required\\n│\\n│ secret = "${STORED_SECRET}"\\n' >&2; exit 1`,
    );
    const fault = await failure(pull(temporaryFolder(), world));
    expect(fault.code).toBe("STATE_PULL_FAILED");
    expect(fault.details.seen).toBe("exit code 1, Backend initialization required");
    expect(fault.message).not.toContain(STORED_SECRET);
  });

  test("fails with the whole title where it is long, because its end says what is wrong", async () => {
    const wrapped = `${"error loading the state: ".repeat(20)}api error AccessDenied: no identity-based policy allows it`;
    const world = withTerraform(`printf 'Error: ${wrapped}\\n' >&2; exit 1`);
    const fault = await failure(pull(temporaryFolder(), world));
    expect(fault.details.seen).toBe(`exit code 1, ${wrapped}`);
  });

  test("fails where it is missing, and where there is no such folder", async () => {
    const missing = watchedWorld({ ...process.env, TERRAFORM_BINARY_NAME: "/nowhere/terraform" });
    await expect(failure(pull(temporaryFolder(), missing))).resolves.toMatchObject({
      code: "TERRAFORM_MISSING",
    });
    await expect(failure(pull("/nowhere/at/all"))).resolves.toMatchObject({ code: "STATE_PULL_FAILED" });
  });

  test("is stopped by an interruption", async () => {
    const world = withTerraform("echo $$ >&2; exec sleep 60");
    const text = pull(temporaryFolder(), world);
    world.interrupt();
    await expect(text).rejects.toThrow("SIGINT received");
  });
});

describe("a workspace of HCP Terraform", () => {
  let server: Server;
  const asked: { url: string; authorization: string | undefined }[] = [];
  let versions: object[] = [];
  let status = 200;
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeEach(async () => {
    asked.length = 0;
    status = 200;
    server = createServer((request, response) => {
      asked.push({
        url: decodeURIComponent(request.url ?? ""),
        authorization: request.headers.authorization,
      });
      response.statusCode = status;
      const states = request.url?.startsWith("/states/");
      const page = { data: versions, meta: { pagination: { "next-page": null } } };
      response.end(states ? `{"from": "${request.url}"}` : JSON.stringify(page));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => server.close());

  const version = (id: string, status: string, stored = true) => ({
    id,
    attributes: {
      serial: 1,
      status,
      ...(stored && { "hosted-state-download-url": `${origin()}/states/${id}` }),
    },
  });
  const source = () =>
    ({ kind: "workspace", organization: "acme", name: "network", hostname: origin() }) as const;
  const world = () => watchedWorld({ TFE_TOKEN: "token-of-a-team" });

  test("gives its newest whole state, by the token of the environment", async () => {
    versions = [
      version("sv-4", "pending", false),
      version("sv-3", "discarded"),
      version("sv-2", "finalized"),
      version("sv-1", "finalized"),
    ];
    await expect(stateTextOf(source(), world())).resolves.toEqual({
      text: '{"from": "/states/sv-2"}',
      origin: 'of workspace "acme/network"',
    });
    expect(asked[0]?.url).toContain("filter[organization][name]=acme&filter[workspace][name]=network");
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      "Bearer token-of-a-team",
      "Bearer token-of-a-team",
    ]);
  });

  test("fails where it has none, and where there is no token", async () => {
    versions = [];
    await expect(failure(stateTextOf(source(), world()))).resolves.toMatchObject({
      code: "STATE_UNREADABLE",
      details: { seen: "the workspace has none" },
    });
    const tokenless = watchedWorld({ HOME: temporaryFolder() });
    await expect(failure(stateTextOf(source(), tokenless))).resolves.toMatchObject({
      code: "HCP_TOKEN_MISSING",
    });
  });

  test.each([
    [401, "HCP_TOKEN_REFUSED"],
    [404, "HCP_WORKSPACE_NOT_FOUND"],
  ])("fails for an answer %d with the exit code of something that is missing", async (answer, code) => {
    status = answer;
    const fault = await failure(stateTextOf(source(), world()));
    expect(fault).toMatchObject({ code });
    expect(exitCodeOf(fault)).toBe(2);
  });
});
