import { apiKeys } from "./producer.js";

/** On this machine only: what other machines reach needs TLS in front of it, and `host`. */
async function main() {
  const server = await apiKeys({ accessIds: [process.env.GATEWAY_ACCESS_ID ?? ""] }).serve({
    port: Number(process.env.PORT ?? 2608),
  });
  process.once("SIGTERM", () => void server.stop());
  process.stdout.write(`${JSON.stringify(server.urls)}\n`);
}

void main();
