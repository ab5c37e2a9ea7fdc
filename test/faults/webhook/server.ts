import { apiKeys } from "../../../examples/webhooks/api-keys/producer.js";

/** The webhook of the example for an API with keys, as a process of its own, which can be killed. */
async function main() {
  const { GATEWAY_ACCESS_ID = "", AUTH_SERVICE = "", PORT = "0" } = process.env;
  const producer = apiKeys({ accessIds: [GATEWAY_ACCESS_ID], authService: AUTH_SERVICE });
  const server = await producer.serve({ port: Number(PORT) });
  process.stdout.write(`${JSON.stringify(server.urls)}\n`);
}

void main();
