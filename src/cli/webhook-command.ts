import type { Command } from "commander";
import type { ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import type { WebhookTryFlags } from "./webhook-try/options.js";
import { wholeNumber } from "./whole-number.js";
import type { CliWorld } from "./world.js";

/** Adds `webhook try` to the command line. */
export function defineWebhookCommand(
  program: Command,
  host: Host,
  world: CliWorld,
  finish: (code: ExitCode) => void,
): void {
  program
    .command("webhook")
    .description("webhooks of custom dynamic secrets")
    .command("try")
    .description("play the gateway against a webhook in whatever language, and say what is wrong with it")
    .argument("[url]", "what the three endpoints begin with: …/sync for …/sync/create, …/revoke and …/rotate")
    .option("--create-url <url>", "the endpoint that makes a credential")
    .option("--revoke-url <url>", "the endpoint that ends credentials")
    .option("--rotate-url <url>", "the endpoint that replaces the payload")
    .option("--payload-file <file>", "the payload of the dynamic secret; - for standard input")
    .option("--input <json>", "arguments of a request, as a JSON object")
    .option("--timeout <seconds>", "seconds that the gateway would wait", seconds, 60)
    .option(
      "--auth-port <port>",
      "serve an auth service on this port of the machine, which knows the gateway that is played; 0 for any free one",
      port,
    )
    .option("--access-id <id>", "access id of the gateway that is played, for --auth-port", "p-trial")
    .option("--open", "the webhook is meant to let in whoever calls: the rules about callers are left out")
    .option("--rotate <file>", "rotate the payload, too; the file always holds the one that is in force")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", HELP)
    .action(async (url: string | undefined, flags: WebhookTryFlags) => {
      const { runWebhookTry } = await import("./webhook-try.js");
      finish(await runWebhookTry(url, flags, host, world));
    });
}

const HELP = `
The trial makes credentials and ends them. It rotates only with --rotate.

Environment:
  LATCHKEY_WEBHOOK_PAYLOAD   the payload, instead of --payload-file
  LATCHKEY_WEBHOOK_CREDS     credentials of a real gateway (header AkeylessCreds), instead of --auth-port

With --auth-port, start the webhook so that it has its callers validated at
http://127.0.0.1:<port>/validate-producer-credentials and lets in --access-id.

Exit codes: 0 every rule holds; 1 one does not, or something that was made is left; 2 wrong usage; 130 interrupted.`;

const seconds = wholeNumber("a number of seconds", 3_600, 1);
const port = wholeNumber("a port", 65_535);
