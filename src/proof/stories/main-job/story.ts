import type { Sandbox } from "../../../sandbox/sandbox.js";
import { storyOf } from "../story.js";
import { mainJobPromises } from "./promises/index.js";
import { type History, type MainJobStages, STAGES, type Stage, type StageName } from "./stage.js";
import { useCredential } from "./use-credential.js";

const EXAMPLE = "examples/quickstart/main.ts";
const AN_HOUR_SECONDS = 3600;
/** A rotation that is due a day later waits for its hour. */
const LONGEST_WAIT_HOURS = 48;

/** Document 000: a gateway gets access to AWS, and the first key of it is never to be seen. */
export const mainJob = storyOf<MainJobStages>({
  document: "000",
  title: "a gateway's access to AWS, from its first key on",
  stages: STAGES,
  promises: mainJobPromises,
  programs: [EXAMPLE],
  // The seed is left to its owner, so that the whole retirement is to be seen.
  sandbox: { foreignKeys: "leave" },
  again: { TF_VAR_db_password: "correct horse battery staple" },
  async play(scene, record, history) {
    const { sandbox, clock } = scene;
    // An ephemeral variable of the application.
    const own = { TF_VAR_db_password: scene.secret("the static secret") };
    const cdktf = async (command: "diff" | "deploy" | "destroy") => ({
      terraform: await scene.cdktf(command, EXAMPLE, own),
    });
    const stage = (name: StageName, title: string, work: () => Promise<Partial<Stage>>) =>
      record(name, title, async () => {
        const { terraform, usedAs } = await work();
        return { terraform, usedAs, heldAfter: heldKey(sandbox) };
      });
    await stage("plan", "cdktf diff: the plan, kept as a file", () => cdktf("diff"));
    await stage("first deploy", "cdktf deploy: everything is made, the seed is retired", () =>
      cdktf("deploy"),
    );
    await stage("second deploy", "cdktf deploy, once more", () => cdktf("deploy"));
    await stage("a day goes by", "a day goes by in the sandbox", async () => {
      await untilRotation(sandbox);
      return {};
    });
    await stage("third deploy", "cdktf deploy, after the gateway has rotated", () => cdktf("deploy"));
    await stage("use", "an application asks the gateway for a credential", async () => {
      const producer = producerIn(history);
      return { usedAs: producer === undefined ? undefined : await useCredential(sandbox, producer, clock) };
    });
    await stage("destroy", "cdktf destroy", () => cdktf("destroy"));
  },
});

/** The key that the target holds which the job has made. */
function heldKey({ gateway }: Sandbox): string | undefined {
  const target = gateway
    .calls()
    .find(({ command, status }) => command === "target-create-aws" && status < 300);
  return target?.name ? gateway.heldKeyId(target.name) : undefined;
}

/** Lets hour after hour go by until the gateway has rotated. */
async function untilRotation({ clock, gateway }: Sandbox): Promise<void> {
  const rotations = () => gateway.events().filter(({ kind }) => kind === "rotated").length;
  const before = rotations();
  for (let hour = 0; hour < LONGEST_WAIT_HOURS && rotations() === before; hour++) {
    await clock.advance(AN_HOUR_SECONDS);
  }
}

/** Path of the dynamic producer that the first deploy has made. */
function producerIn(history: History): string | undefined {
  const made = history["first deploy"]?.gateway.find(
    ({ command, status }) => command === "dynamic-secret-create-aws" && status < 300,
  );
  return made?.name ?? undefined;
}
