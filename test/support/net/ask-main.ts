import { callback, everyClient, registry } from "./every-client.js";

/** Makes one request of one client, and prints how it came out as JSON. Arguments: the client's name, the origin. */
async function main([name = "", origin = ""]: readonly string[]): Promise<void> {
  const client = everyClient.find((one) => one.name === name);
  const told = client
    ? await client.ask(origin)
    : name === "registry"
      ? ((await registry()) ?? null)
      : await callback(origin);
  process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
}

void main(process.argv.slice(2));
