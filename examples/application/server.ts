import { application } from "./application.js";

/** The application as a process: where things are comes from its environment, and no secret does but the login. */
function main(): void {
  const { PGHOST = "127.0.0.1", PGPORT = "5432", PGDATABASE = "postgres", PORT = "8080" } = process.env;
  const { server, close } = application({
    database: { host: PGHOST, port: Number(PGPORT), database: PGDATABASE },
    databaseSecret: process.env.DATABASE_SECRET ?? "/shop/orders-db",
    weatherUrl: process.env.WEATHER_URL ?? "https://weather.example.com/",
    weatherSecret: process.env.WEATHER_SECRET ?? "/shop/weather",
    awsSecret: process.env.AWS_SECRET ?? "/shop/aws",
    log: (message) => process.stdout.write(`${JSON.stringify({ log: message })}\n`),
  });
  process.once("SIGTERM", () => void close());
  server.listen(Number(PORT), "127.0.0.1", () => {
    process.stdout.write(`${JSON.stringify(server.address())}\n`);
  });
}

main();
