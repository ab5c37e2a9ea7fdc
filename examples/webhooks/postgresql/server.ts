import { postgresUsers } from "./producer.js";

/** On this machine only: what other machines reach needs TLS in front of it, and `host`. */
async function main() {
  const { GATEWAY_ACCESS_ID = "", AUTH_SERVICE, PORT = "2608" } = process.env;
  const producer = postgresUsers({
    callers: { accessIds: [GATEWAY_ACCESS_ID], ...(AUTH_SERVICE && { authService: AUTH_SERVICE }) },
    report: (report) => process.stderr.write(`${JSON.stringify(report)}\n`),
  });
  const server = await producer.serve({ port: Number(PORT) });
  process.once("SIGTERM", () => void server.stop());
  process.stdout.write(`${JSON.stringify(server.urls)}\n`);
}

void main();
