import { createServer, type Server } from "node:http";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Pool } from "pg";
// In a project of your own: from "latchkey/runtime".
import { awsCredentials, createSecrets, pgPool } from "../../src/runtime/index.js";

/** Where things are. Of every secret there is the path, and nothing else. */
export interface Configuration {
  readonly database: { readonly host: string; readonly port: number; readonly database: string };
  readonly databaseSecret: string;
  readonly weatherUrl: string;
  readonly weatherSecret: string;
  readonly awsSecret: string;
  readonly stsUrl?: string;
  readonly log: (message: string) => void;
}

/** A service that needs a database, another system's API and AWS, all of whose credentials change while it runs. */
export function application({ database, log, ...names }: Configuration): {
  readonly server: Server;
  close(): Promise<void>;
} {
  // The gateway and the login are those of the environment: LATCHKEY_GATEWAY_URL, LATCHKEY_ACCESS_ID and so on.
  const secrets = createSecrets({ ttlSeconds: 300, staleSeconds: 3600 });
  secrets.on("stale", ({ path, until }) => log(`${path} is stale, served until ${until.toISOString()}`));
  secrets.on("not-replaced", ({ path }) => log(`${path} is refused, and there is no other value`));

  const pool = pgPool(Pool, { secret: names.databaseSecret, secrets }, { ...database, max: 10 });
  const sts = new STSClient({
    region: "us-east-1",
    credentials: awsCredentials({ secret: names.awsSecret, secrets }),
    ...(names.stsUrl && { endpoint: names.stsUrl }),
  });

  const routes: Readonly<Record<string, () => Promise<unknown>>> = {
    "/customers": async () => (await pool.query("SELECT name FROM customers ORDER BY name")).rows,
    "/weather": async () => {
      const answer = await secrets.withSecret(names.weatherSecret, (key) =>
        fetch(names.weatherUrl, { headers: { authorization: `Bearer ${key.reveal()}` } }),
      );
      return answer.json();
    },
    "/identity": async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn,
  };

  const server = createServer((request, response) => {
    const route = routes[request.url ?? ""] ?? (async () => Object.keys(routes));
    route().then(
      (body) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)),
      (error: Error) => {
        log(error.message);
        response.writeHead(500).end();
      },
    );
  });
  return {
    server,
    close: async () => {
      server.close();
      await pool.end();
      await secrets.close();
    },
  };
}
