import { KeyApi } from "../../support/webhook/key-api.js";
import type { CellStage } from "../cells/cell-stage.js";
import type { Changes } from "../stack/changes.js";
import { realWait } from "../time/pace.js";
import { WebhookProcess } from "../webhook/webhook-process.js";
import type { ScriptedCell } from "./scripted-cell.js";

const BASE = { foreignKeys: "leave", rotatesByItself: true } as const;
const TTL_SECONDS = 3600;
/** For so long a webhook leaves alone what a create has made whose answer may have been lost. */
const LIFETIME_SECONDS = 86_400;
/** After so long the gateway asks once more for the end of what it could not end. */
const RETRY_SECONDS = 60;

/** What a story about webhooks is told with. */
interface Play {
  readonly stage: CellStage;
  readonly webhook: WebhookProcess;
  readonly api: KeyApi;
  readonly changes: Changes;
  /** Path of the dynamic secret, and of the rotated one. */
  readonly producer: string;
  readonly rotator: string;
  /**
   * Has the webhook killed as soon as the API has carried out a request like this, and before it answers. Returns what
   * tells whether that has come to pass, once the webhook is gone.
   */
  killedAt(method: string): () => Promise<boolean>;
  /** The key with which the webhook works, as the gateway holds it. */
  workingKey(): Promise<string>;
}

/** A story with the example's webhook as a real process, and its API; with what is judged at the end of each. */
function withWebhook(
  id: string,
  title: string,
  story: (play: Play) => Promise<readonly string[]>,
): ScriptedCell {
  return {
    ...BASE,
    id: `webhook/${id}`,
    title,
    async play(stage) {
      const api = await KeyApi.start();
      const webhook = new WebhookProcess(stage.systems);
      try {
        await webhook.start();
        stage.folder.give({ TF_VAR_payload: JSON.stringify({ url: api.url, key: api.rootKey }) });
        const changes: Changes = { webhook: webhook.urls };
        const producer = `${stage.stack.folder}/keys`;
        const { person } = stage.scene;
        const workingKey = async () => (JSON.parse(await person.payloadOf(producer)) as { key: string }).key;
        await stage.run("before", "apply", changes);
        const broken = await story({
          ...{ stage, webhook, api, changes, producer, workingKey },
          rotator: `${stage.stack.folder}/api-key`,
          killedAt(method) {
            let killed: Promise<void> | undefined;
            api.acted = async (done) => {
              if (done !== method) return;
              api.acted = undefined;
              killed = webhook.kill();
              await killed;
            };
            return async () => killed?.then(() => true) ?? false;
          },
        });
        await stage.run("again", "apply", changes);
        await stage.useIt();
        const works = await unlessWorks(api, person.issue(producer));
        await stage.run("once more", "apply", changes);
        await stage.run("end", "destroy", changes);
        await stage.clearUp();
        return [...broken, ...works, ...unlessNoClients(api)];
      } finally {
        await webhook.kill();
        await api.stop();
      }
    },
  };
}

async function unlessWorks(api: KeyApi, issued: Promise<Record<string, unknown>>): Promise<string[]> {
  const key = await issued.then(
    (one) => String(one.key),
    () => "",
  );
  return api.scopeOf(key) === "read" ? [] : ["what the gateway issues is not a key of the API"];
}

/** The keys that were made for clients; what the webhook itself works with has another scope. */
const unlessNoClients = (api: KeyApi): string[] =>
  api.namesOf("read").map((name) => `I6 the key ${name} of a client is left in the API`);

/** Waits until something is so, for at most ten real seconds: a webhook cleans up beside the call that it answers. */
async function soon(isSo: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 10_000 && !isSo(); waited += 20) await realWait(20);
  return isSo();
}

async function unlessFails(what: string, asked: Promise<unknown>): Promise<string[]> {
  const ended = await asked.then(
    () => "done",
    () => "refused",
  );
  return ended === "refused" ? [] : [`${what} should have failed, as its webhook was killed`];
}

/** A webhook that is killed leaves nothing that the next call does not heal; and what a rotation has made stays. */
export const webhookCells: readonly ScriptedCell[] = [
  withWebhook(
    "killed-in-create",
    "the webhook is killed when it has made a credential and has not answered",
    async ({ stage, webhook, api, changes, producer, killedAt }) => {
      const { person } = stage.scene;
      killedAt("POST");
      const broken = await unlessFails("the create", person.issue(producer));
      const left = api.namesOf("read").length;
      await webhook.start();
      broken.push(...(await unlessWorks(api, person.issue(producer))));

      // What the lost answer left is over, and goes with the next call that comes anyway.
      await webhook.kill();
      await stage.systems.advance(LIFETIME_SECONDS + TTL_SECONDS);
      await webhook.start();
      await stage.systems.advance(2 * RETRY_SECONDS);
      broken.push(...(await unlessWorks(api, person.issue(producer))));
      const isClean = await soon(() => api.namesOf("read").length === 1);
      await stage.run("work", "apply", changes);
      return [
        ...broken,
        ...(left === 1 ? [] : [`the create should have made one key before the end, and made ${left}`]),
        ...(isClean ? [] : [`beside the newest key there are others: ${api.namesOf("read")}`]),
      ];
    },
  ),
  withWebhook(
    "killed-in-revoke",
    "the webhook is killed when it has ended a credential and has not answered",
    async ({ stage, webhook, api, changes, producer, killedAt }) => {
      const { person } = stage.scene;
      await person.issue(producer);
      const isKilled = killedAt("DELETE");
      await stage.systems.advance(TTL_SECONDS);
      const wasKilled = await isKilled();
      const outstanding = await person.outstanding(producer);
      await webhook.start();
      await stage.systems.advance(RETRY_SECONDS);
      const since = await person.outstanding(producer);
      await stage.run("work", "apply", changes);
      return [
        ...(wasKilled ? [] : ["the webhook was never killed"]),
        ...(outstanding === 1 ? [] : ["the gateway should not have taken the credential for ended"]),
        ...(since === 0 ? [] : ["the gateway should have asked again, and been told that it is ended"]),
        ...unlessNoClients(api),
      ];
    },
  ),
  withWebhook(
    "killed-in-rotate",
    "the webhook is killed when it has made the key for its new payload and has not answered",
    async ({ stage, webhook, api, changes, producer, killedAt, workingKey }) => {
      const { person } = stage.scene;
      const before = await workingKey();
      killedAt("POST");
      await person.rotate(producer);
      const broken = (await workingKey()) === before ? [] : ["a payload was kept that was never answered"];
      const [left = "", ...more] = api.namesOf("admin");
      await webhook.start();
      broken.push(...(await unlessWorks(api, person.issue(producer))));
      await person.rotate(producer);
      if ((await workingKey()) === before) broken.push("the next rotation should have replaced the payload");

      // What the killed rotation left may be in a payload for a while; then the next rotation ends it.
      await webhook.kill();
      await stage.systems.advance(LIFETIME_SECONDS + TTL_SECONDS);
      await webhook.start();
      await person.rotate(producer);
      const isClean = await soon(() => !api.namesOf("admin").includes(left));
      await stage.run("work", "apply", changes);
      return [
        ...broken,
        ...(left !== "" && more.length === 0 ? [] : ["the rotation should have made one key before its end"]),
        ...(isClean ? [] : ["what the killed rotation has made is left in the API"]),
        ...(api.scopeOf(await workingKey()) === "admin" ? [] : ["I3 the payload works no more"]),
      ];
    },
  ),
  ...(["answered", "unanswered"] as const).map((reply) =>
    withWebhook(
      `payload-rotated-${reply}`,
      `the gateway has rotated both payloads, and something else is changed${reply === "unanswered" ? "; no update is answered" : ""}`,
      async ({ stage, api, changes, producer, rotator, workingKey }) => {
        const { person } = stage.scene;
        await person.rotate(producer);
        await person.rotate(rotator);
        // From now on the payload of the configuration opens nothing.
        api.end(api.rootKey);
        const held = { producer: await workingKey(), rotator: await person.rotatedPayload(rotator) };
        const updates = ["dynamic-secret-update-custom", "rotated-secret-update-custom"];
        const struck = new Set<string>();
        stage.systems.strike = ({ operation }) => {
          if (reply === "answered" || !updates.includes(operation) || struck.has(operation)) return undefined;
          struck.add(operation);
          return { forward: true, reply: "the end" };
        };
        const changed = await stage.run("work", "apply", { ...changes, updated: true });
        stage.systems.strike = () => undefined;
        const now = { producer: await workingKey(), rotator: await person.rotatedPayload(rotator) };
        await person.rotate(rotator);
        return [
          ...(changed.exitCode === 0 ? [] : [`the change failed: ${changed.output}`]),
          ...(reply === "answered" || struck.size === updates.length ? [] : ["not every update was struck"]),
          ...(now.producer === held.producer ? [] : ["the dynamic secret was given an older payload"]),
          ...(now.rotator === held.rotator ? [] : ["the rotated secret was given an older payload"]),
          ...((await person.rotatedPayload(rotator)) === now.rotator
            ? ["what the rotated secret holds cannot be rotated any more"]
            : []),
        ];
      },
    ),
  ),
];
