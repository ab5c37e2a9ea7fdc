import { nameOf } from "../calls/call.js";
import type { CellStage } from "../cells/cell-stage.js";
import { replies } from "../proxy/replies.js";
import type { Strike } from "../proxy/strike.js";
import type { Changes } from "../stack/changes.js";
import { type LatchkeyRun, type RunningLatchkey, runLatchkey } from "../terraform/run-latchkey.js";
import type { TerraformRun } from "../terraform/terraform-folder.js";
import { providersWrites, type ScriptedCell, unlessRefused } from "./scripted-cell.js";

const BASE = { foreignKeys: "leave", rotatesByItself: false } as const;

/**
 * The two calls by which a generated value leaves for the gateway. The update names the version that it replaces, so that
 * a run repeats it by itself; a create whose answer tells nothing is left to the next run.
 */
const WRITES = [
  { phase: "create", call: "provider.create-secret.generated", version: 1, isRepeated: false },
  { phase: "update", call: "provider.update-secret-val.generated", version: 2, isRepeated: true },
] as const;

/** What becomes of the call, and of the run that makes it. */
interface Blow {
  readonly name: string;
  readonly title: string;
  strike(stage: CellStage): Strike;
  /** Whether the gateway has carried it out when the run ends; null where that is so if the run repeats it. */
  readonly written: boolean | null;
  /** Whether the run comes to a good end by itself; null as before. */
  readonly succeeds: boolean | null;
}

const BLOWS: readonly Blow[] = [
  {
    name: "refused",
    title: "it is refused",
    strike: () => ({ forward: false, reply: replies.gateway(403, "Forbidden. not permitted") }),
    ...{ written: false, succeeds: false },
  },
  {
    name: "lost",
    title: "it is done, and the reply is lost",
    strike: () => ({ forward: true, reply: "the end" }),
    ...{ written: true, succeeds: true },
  },
  {
    name: "timeout-done",
    title: "it is done, and nothing is answered",
    strike: () => ({ forward: true, reply: "nothing" }),
    ...{ written: true, succeeds: true },
  },
  {
    name: "500",
    title: "it is not done, and a 500 is answered once",
    strike: () => ({ forward: false, reply: replies.gateway(500, "internal server error") }),
    ...{ written: null, succeeds: null },
  },
  {
    name: "killed-done",
    title: "it is done, and the provider is killed before it hears of that",
    strike: ({ means }) => ({ forward: true, after: () => means.folder.killProviders(), reply: "the end" }),
    ...{ written: true, succeeds: false },
  },
  {
    name: "killed",
    title: "the provider is killed before it is done",
    strike: ({ means }) => ({ forward: false, after: () => means.folder.killProviders(), reply: "the end" }),
    ...{ written: false, succeeds: false },
  },
];

/** What is wrong unless a secret is at this version; 0 for one that is not there. */
async function unlessAt({ scene, stack }: CellStage, name: string, version: number): Promise<string[]> {
  const at = (await scene.person.secretOf(`${stack.folder}/${name}`))?.version ?? 0;
  return at === version ? [] : [`${name} should be at version ${version}, and is at ${at}`];
}

const unlessDone = ({ exitCode, output }: TerraformRun | LatchkeyRun): string[] =>
  exitCode === 0 ? [] : [`it should have gone through: ${output}`];

/** A value that the provider generates is written once, whatever becomes of the call, and the next run heals the rest. */
const generatedCells: readonly ScriptedCell[] = WRITES.flatMap(({ phase, call, version, isRepeated }) =>
  BLOWS.map(({ name, title, strike, ...blow }): ScriptedCell => {
    const changes: Changes = { generated: { version } };
    const written = blow.written ?? isRepeated;
    const succeeds = blow.succeeds ?? isRepeated;
    return {
      ...BASE,
      id: `generated/${phase}-${name}`,
      title: `the ${phase} of a generated value: ${title}`,
      async play(stage) {
        const { systems, scene, stack } = stage;
        const generated = async () => (await scene.person.secretOf(`${stack.folder}/generated`))?.value;
        await stage.run("before", "apply", version === 1 ? {} : { generated: { version: version - 1 } });
        const before = await generated();
        let struck = false;
        systems.strike = (one) => {
          if (struck || nameOf(one) !== call) return undefined;
          struck = true;
          return strike(stage);
        };
        const run = await stage.run("work", "apply", changes);
        systems.strike = () => undefined;
        const between = await generated();
        const broken = [
          ...(struck ? [] : [`${call} was never struck`]),
          ...((run.exitCode === 0) === succeeds
            ? []
            : [`the apply ended with ${run.exitCode}: ${run.output}`]),
          ...(await unlessAt(stage, "generated", written ? version : version - 1)),
          ...((between === before) === written ? ["whether there is another value is told wrongly"] : []),
        ];
        await toTheEndAfter(stage, changes, async () => {
          const now = await generated();
          broken.push(...(await unlessAt(stage, "generated", version)));
          if (written && now !== between)
            broken.push("the value that was written was replaced by another one");
          if (!/^[A-Za-z0-9]{40}$/.test(now ?? ""))
            broken.push("the value has another shape than was asked for");
        });
        return broken;
      },
    };
  }),
);

/** The work again, a look at it, and the end of everything. */
async function toTheEndAfter(stage: CellStage, changes: Changes, look: () => Promise<void>): Promise<void> {
  await stage.run("again", "apply", changes);
  await stage.useIt();
  await look();
  await stage.run("once more", "apply", changes);
  await stage.run("end", "destroy", changes);
  await stage.clearUp();
}

const PUT = "the value that a person has put there";

/** How a person's `latchkey put` ends that has written a version. */
const PUTS = [
  { name: "put", title: "a person has put a newer version there", killed: false },
  {
    name: "put-killed",
    title: "the command that puts a newer version there is killed when it is done",
    killed: true,
  },
] as const;

/** A version of another writer's is replaced by no new value, unless its author names it. */
const newerVersionCells: readonly ScriptedCell[] = PUTS.map(
  ({ name, title, killed }): ScriptedCell => ({
    ...BASE,
    id: `static-secret/${name}`,
    title: `${title}, and then the configuration has another value`,
    async play(stage) {
      const { systems, scene, stack } = stage;
      const path = `${stack.folder}/password`;
      await stage.run("before", "apply", {});
      let running: RunningLatchkey | undefined;
      systems.strike = (call) =>
        killed && call.operation === "update-secret-val"
          ? { forward: true, after: () => running?.kill("SIGKILL"), reply: "the end" }
          : undefined;
      running = runLatchkey(stage.folder, ["put", path], PUT);
      const put = await running.ended;
      systems.strike = () => undefined;

      const broken = killed ? [] : unlessDone(put);
      // Nothing is planned for their version while the configuration asks for no other value.
      broken.push(...unlessDone(await stage.run("before", "apply", {})));
      broken.push(...(await unlessAt(stage, "password", 2)));

      const refused = await stage.run("work", "apply", { updated: true });
      broken.push(
        ...unlessRefused(refused, "SECRET_VERSION_UNSEEN"),
        ...(refused.output.includes("over_version = 2") ? [] : ["it was not said how to replace it"]),
        ...providersWrites(stage, "work").filter((one) => one === "update-secret-val"),
        ...((await scene.person.secretOf(path))?.value === PUT ? [] : ["their value was replaced unseen"]),
      );
      await toTheEndAfter(stage, { updated: true, overVersion: 2 }, async () => {
        broken.push(...(await unlessAt(stage, "password", 3)));
        const now = (await scene.person.secretOf(path))?.value;
        if (now !== stack.secrets.TF_VAR_password) broken.push("the author's value is not there");
      });
      return broken;
    },
  }),
);

/** Values of static secrets: those that the provider generates, and those that somebody else has written meanwhile. */
export const staticSecretCells: readonly ScriptedCell[] = [...generatedCells, ...newerVersionCells];
