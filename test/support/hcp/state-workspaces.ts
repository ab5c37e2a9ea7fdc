import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SecretSearch } from "../../../src/disguise/secret-search.js";
import { Authority } from "../net/authority.js";
import { TlsFront } from "../net/tls-front.js";

interface Workspace {
  readonly id: string;
  readonly name: string;
  isLocked: boolean;
}

interface StateVersion {
  readonly id: string;
  readonly workspaceId: string;
  readonly serial: number;
  state: string | undefined;
}

/**
 * HCP Terraform as far as a `cloud` block needs it whose workspaces execute locally: it keeps their states and locks
 * them. Sources: the API documentation of HCP Terraform, pages "Workspaces", "State versions" and "API overview", and
 * "Remote service discovery" of Terraform's.
 */
export class StateWorkspaces {
  readonly token = "user.atlasv1.of-the-workspace";
  /** Every state that was uploaded, in order. */
  readonly uploads: string[] = [];
  /** What is not as the API wants it: requests without the token, to unknown places, of unlocked workspaces. */
  readonly complaints: string[] = [];
  readonly #workspaces = new Map<string, Workspace>();
  readonly #versions: StateVersion[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #authority = Authority.root("HCP stand-in");
  /** Where the certificate is by which Terraform believes its host. */
  readonly #folder = mkdtempSync(join(tmpdir(), "latchkey-hcp-"));
  readonly #trusted = join(this.#folder, "authority.pem");
  #front: TlsFront | undefined;

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    writeFileSync(this.#trusted, this.#authority.pem);
    const { port } = this.#server.address() as AddressInfo;
    const certificate = this.#authority.issue({ names: ["localhost"] });
    this.#front = await TlsFront.open(`http://127.0.0.1:${port}`, certificate);
    return this;
  }

  /** As Terraform names the host. */
  get hostname(): string {
    return `localhost:${this.#front?.port}`;
  }

  /** What leads Terraform, and an example, to a workspace here. */
  get environment(): Readonly<Record<string, string>> {
    return { TF_CLOUD_HOSTNAME: this.hostname, TF_CLOUD_ORGANIZATION: "acme", SSL_CERT_FILE: this.#trusted };
  }

  /** What `terraform login` leaves in the CLI configuration. */
  get credentials(): string {
    return `credentials ${JSON.stringify(this.hostname)} {\n  token = ${JSON.stringify(this.token)}\n}\n`;
  }

  /** Looks for secrets in every state that was uploaded, in whatever spelling. */
  search(secrets: readonly string[]): readonly string[] {
    const search = new SecretSearch(
      secrets.map((secret, index) => ({ label: `secret ${index + 1}`, secret })),
    );
    return this.uploads.flatMap((state) => search.find(Buffer.from(state, "utf8")).map(({ label }) => label));
  }

  async close(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    this.#front?.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const { pathname } = new URL(url, "https://localhost");
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces).toString("utf8");
    response.setHeader("tfp-api-version", "2.6");
    response.setHeader("tfp-appname", "HCP Terraform");
    const answer = (status: number, value?: unknown, type = "application/vnd.api+json") => {
      response.writeHead(status, { "content-type": type });
      response.end(typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value));
    };
    if (pathname === "/.well-known/terraform.json")
      return answer(200, { "tfe.v2": "/api/v2/" }, "application/json");
    if (pathname === "/api/v2/ping") return answer(204);
    // A place for an upload, or a download, is a secret by itself.
    const isStore = pathname.startsWith("/store/");
    if (!isStore && request.headers.authorization !== `Bearer ${this.token}`) {
      this.complaints.push(`${method} ${pathname} without the token`);
      return answer(401, { errors: [{ status: "401", title: "unauthorized" }] });
    }
    const found = this.#route(`${method} ${pathname}`, body);
    if (found !== undefined) return answer(200, found);
    return answer(404, { errors: [{ status: "404", title: "not found" }] });
  }

  /** Undefined: not found. */
  #route(what: string, body: string): unknown {
    const part = (pattern: RegExp) => pattern.exec(what)?.[1];
    if (part(/^GET \/api\/v2\/organizations\/([^/]+)\/entitlement-set$/)) {
      const attributes = { operations: true, "state-storage": true };
      return { data: { id: "org-acme", type: "entitlement-sets", attributes } };
    }
    const named = part(/^GET \/api\/v2\/organizations\/[^/]+\/workspaces\/([^/]+)$/);
    if (named) return this.#shown(this.#workspaces.get(named));
    if (part(/^POST \/api\/v2\/organizations\/([^/]+)\/workspaces$/)) {
      const { name } = (JSON.parse(body) as { data: { attributes: { name: string } } }).data.attributes;
      this.#workspaces.set(name, { id: `ws-${id()}`, name, isLocked: false });
      return this.#shown(this.#workspaces.get(name));
    }
    const changed = this.#byId(part(/^PATCH \/api\/v2\/workspaces\/([^/]+)$/));
    if (changed) return this.#shown(changed);
    for (const isLocked of [true, false]) {
      const locking = part(
        isLocked
          ? /^POST \/api\/v2\/workspaces\/([^/]+)\/actions\/lock$/
          : /^POST \/api\/v2\/workspaces\/([^/]+)\/actions\/unlock$/,
      );
      const workspace = this.#byId(locking);
      if (workspace) {
        if (workspace.isLocked === isLocked) this.complaints.push(`${what} twice`);
        workspace.isLocked = isLocked;
        return this.#shown(workspace);
      }
    }
    const current = part(/^GET \/api\/v2\/workspaces\/([^/]+)\/current-state-version$/);
    if (current) {
      return this.#told(
        this.#versions.findLast((one) => one.workspaceId === current && one.state !== undefined),
      );
    }
    const uploading = this.#byId(part(/^POST \/api\/v2\/workspaces\/([^/]+)\/state-versions$/));
    if (uploading) {
      if (!uploading.isLocked) this.complaints.push(`${what} without a lock`);
      const { serial } = (JSON.parse(body) as { data: { attributes: { serial: number } } }).data.attributes;
      const version = { id: `sv-${id()}`, workspaceId: uploading.id, serial, state: undefined };
      this.#versions.push(version);
      return this.#told(version);
    }
    const asked = part(/^GET \/api\/v2\/state-versions\/([^/]+)$/);
    if (asked) return this.#told(this.#versions.find((one) => one.id === asked));
    const put = this.#versions.find((one) => one.id === part(/^PUT \/store\/([^/.]+)$/));
    if (put) {
      this.uploads.push(body);
      put.state = body;
      return {};
    }
    // The same in the form of `terraform show -json`: an older Terraform does not send it.
    if (part(/^PUT \/store\/([^/]+)\.json$/)) {
      this.uploads.push(body);
      return {};
    }
    const got = this.#versions.find((one) => one.id === part(/^GET \/store\/([^/]+)$/));
    if (got) return got.state;
    this.complaints.push(`${what} is not known here`);
    return undefined;
  }

  #byId(workspaceId: string | undefined): Workspace | undefined {
    return [...this.#workspaces.values()].find((one) => one.id === workspaceId);
  }

  #shown(workspace: Workspace | undefined) {
    if (!workspace) return undefined;
    const attributes = {
      name: workspace.name,
      locked: workspace.isLocked,
      operations: false,
      "execution-mode": "local",
      "terraform-version": "latest",
      permissions: { "can-read-state-versions": true, "can-create-state-versions": true, "can-lock": true },
    };
    return { data: { id: workspace.id, type: "workspaces", attributes } };
  }

  #told(version: StateVersion | undefined) {
    if (!version) return undefined;
    const store = `https://${this.hostname}/store/${version.id}`;
    const attributes = {
      serial: version.serial,
      status: version.state === undefined ? "pending" : "finalized",
      "hosted-state-download-url": store,
      "hosted-state-upload-url": store,
      "hosted-json-state-upload-url": `${store}.json`,
      md5: createHash("md5")
        .update(version.state ?? "")
        .digest("hex"),
    };
    return { data: { id: version.id, type: "state-versions", attributes } };
  }
}

function id(): string {
  return randomBytes(8).toString("hex");
}
