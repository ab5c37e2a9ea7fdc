import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One state version as the fake keeps it. */
export interface StoredVersion {
  readonly id: string;
  readonly state: string | Uint8Array;
  readonly status?: string;
  /** Whether there is no state to download. */
  readonly withoutState?: boolean;
}

export interface HcpCall {
  readonly host: "api" | "archivist";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
}

/** How a request is answered instead. */
export type HcpMishap =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | "cut"
  | "cut halfway"
  | "halt"
  | "silent";

/**
 * HCP Terraform as its documentation describes it, on two hosts: the API, which wants a token, and the store, whose
 * URLs are secrets themselves and which must never see that token.
 */
export class FakeHcp {
  readonly calls: HcpCall[] = [];
  readonly workspaces = new Map<string, readonly StoredVersion[]>();
  /** The API gives at most so many at once, whatever is asked for. */
  largestPage = 100;
  /** Called for each request before it is answered; undefined: as documented. */
  mishap: (call: HcpCall, count: number) => HcpMishap | undefined = () => undefined;
  readonly token = "user.atlasv1.a-token-that-must-not-leak";
  readonly #api = createServer((request, response) => this.#answer("api", request, response));
  readonly #archivist = createServer((request, response) => this.#answer("archivist", request, response));
  apiUrl = "";
  archivistUrl = "";

  async open(): Promise<this> {
    for (const [server, name] of [
      [this.#api, "apiUrl"],
      [this.#archivist, "archivistUrl"],
    ] as const) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      this[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
    return this;
  }

  async close(): Promise<void> {
    for (const server of [this.#api, this.#archivist]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #answer(host: HcpCall["host"], request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://host");
    const { authorization } = request.headers;
    const call: HcpCall = {
      host,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      authorization,
    };
    this.calls.push(call);
    const count = this.calls.filter((one) => one.path === call.path && same(one.query, call.query)).length;
    const mishap = this.mishap(call, count);
    if (mishap === "silent") return;
    if (mishap === "cut") {
      request.socket.destroy();
      return;
    }
    if (mishap === "cut halfway" || mishap === "halt") {
      response.writeHead(200, { "content-length": "1000000" });
      response.write("{", () => {
        if (mishap === "cut halfway") request.socket.destroy();
      });
      return;
    }
    if (mishap) {
      response.writeHead(mishap.status, mishap.headers).end(mishap.body ?? "");
      return;
    }
    if (host === "archivist") this.#download(call, response);
    else if (authorization !== `Bearer ${this.token}`) refuse(response, 401, "unauthorized");
    else this.#list(call, response);
  }

  #list({ path, query }: HcpCall, response: ServerResponse): void {
    const organization = query["filter[organization][name]"];
    const versions = this.workspaces.get(`${organization}/${query["filter[workspace][name]"]}`);
    if (path !== "/api/v2/state-versions" || !versions) {
      refuse(response, 404, "not found");
      return;
    }
    const size = Math.min(this.largestPage, 100, Number(query["page[size]"] ?? 20));
    const page = Number(query["page[number]"] ?? 1);
    const total = Math.max(1, Math.ceil(versions.length / size));
    const next = page < total ? page + 1 : null;
    const body = {
      data: versions.slice((page - 1) * size, page * size).map((version, index) => ({
        id: version.id,
        type: "state-versions",
        attributes: {
          "created-at": "2021-06-08T01:22:03.794Z",
          size: version.state.length,
          "hosted-state-download-url": version.withoutState
            ? null
            : `${this.archivistUrl}/v1/object/${version.id}`,
          serial: versions.length - (page - 1) * size - index,
          ...(version.status && { status: version.status }),
        },
      })),
      meta: {
        pagination: {
          "current-page": page,
          "page-size": size,
          "prev-page": page > 1 ? page - 1 : null,
          "next-page": next,
          "total-pages": total,
          "total-count": versions.length,
        },
      },
    };
    response.writeHead(200, { "content-type": "application/vnd.api+json" }).end(JSON.stringify(body));
  }

  #download({ path, authorization }: HcpCall, response: ServerResponse): void {
    const id = path.replace("/v1/object/", "");
    const version = [...this.workspaces.values()].flat().find((one) => one.id === id);
    // Stores behind signed URLs do not take a second way of authorization.
    if (!version || authorization !== undefined) refuse(response, 400, "bad request");
    else response.writeHead(200, { "content-type": "application/octet-stream" }).end(version.state);
  }
}

function refuse(response: ServerResponse, status: number, title: string): void {
  const body = JSON.stringify({ errors: [{ status: String(status), title }] });
  response.writeHead(status, { "content-type": "application/vnd.api+json" }).end(body);
}

function same(a: HcpCall["query"], b: HcpCall["query"]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
