import type { CellStage } from "../cells/cell-stage.js";
import type { TerraformRun } from "../terraform/terraform-folder.js";
import {
  againToTheEnd,
  providersWrites,
  type ScriptedCell,
  toTheEnd,
  unlessRefused,
} from "./scripted-cell.js";

const BASE = { foreignKeys: "leave", rotatesByItself: false } as const;

/** Objects of the gateway whose path is a resource's, and which are not, or not any more, the resource's own. */
export const whoseObjectCells: readonly ScriptedCell[] = [
  ...([[], ["theirs"]] as const).map(
    (tags): ScriptedCell => ({
      ...BASE,
      id: `person/object-before-create${tags.map((tag) => `-tagged-${tag}`).join("")}`,
      title: `a person has made the very secret that is to be made, tagged with ${JSON.stringify(tags)}`,
      async play(stage) {
        const { person } = stage.scene;
        const path = pathOfSecret(stage);
        const number = await person.makeSecret(path, { ...secretOf(stage), tags });
        const work = await stage.run("work", "apply", {});
        const broken = [
          ...unlessRefused(work, "GATEWAY_OBJECT_EXISTS"),
          ...unlessThere(await person.numberOf(path), number),
        ];
        await person.deleteItem(path);
        await againToTheEnd(stage);
        return broken;
      },
    }),
  ),
  {
    ...BASE,
    id: "person/object-replaced-before-destroy",
    title: "a person has put another secret in the place of ours, and everything is destroyed",
    async play(stage) {
      const { person } = stage.scene;
      const path = pathOfSecret(stage);
      await stage.run("work", "apply", {});
      await person.deleteItem(path);
      const number = await person.makeSecret(path, { ...secretOf(stage), tags: [] });
      const destroy = await stage.run("before", "destroy", {}, ["-refresh=false"]);
      const broken = [
        ...(destroy.exitCode === 0 ? [] : ["the destroy failed"]),
        ...unlessSaid(destroy, "Object left alone"),
        ...unlessThere(await person.numberOf(path), number),
      ];
      await person.deleteItem(path);
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    ...BASE,
    id: "person/create-before-destroy",
    title: "a secret is replaced with create_before_destroy under an unchanged name",
    async play(stage) {
      const { person } = stage.scene;
      const path = pathOfSecret(stage);
      await stage.run("before", "apply", { createBeforeDestroy: true });
      const number = await person.numberOf(path);
      const replace = ["-replace=latchkey_static_secret.password"];
      const work = await stage.run("work", "apply", { createBeforeDestroy: true }, replace);
      const broken = [
        ...unlessRefused(work, "GATEWAY_OBJECT_EXISTS"),
        ...unlessThere(await person.numberOf(path), number),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await againToTheEnd(stage);
      return broken;
    },
  },
  {
    ...BASE,
    id: "person/two-resources-one-path",
    title: "another resource is written for the path of a secret, which is the same in every word",
    async play(stage) {
      const { person } = stage.scene;
      const path = pathOfSecret(stage);
      await stage.run("before", "apply", {});
      const number = await person.numberOf(path);
      const work = await stage.run("work", "apply", { twin: true }, ["-parallelism=1"]);
      const broken = [
        ...unlessRefused(work, "GATEWAY_OBJECT_EXISTS"),
        ...unlessThere(await person.numberOf(path), number),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await stage.run("again", "apply", {});
      broken.push(...unlessThere(await person.numberOf(path), number));
      await stage.useIt();
      await toTheEnd(stage);
      return broken;
    },
  },
  {
    ...BASE,
    id: "person/object-let-go",
    title: "Terraform was told to forget a secret, and it is in the configuration still",
    async play(stage) {
      const { person } = stage.scene;
      const path = pathOfSecret(stage);
      await stage.run("before", "apply", {});
      const number = await person.numberOf(path);
      await stage.folder.run("before", ["state", "rm", "latchkey_static_secret.password"]);
      const work = await stage.run("work", "apply", {});
      const broken = [
        ...unlessRefused(work, "GATEWAY_OBJECT_EXISTS"),
        ...unlessSaid(work, "import {"),
        ...unlessThere(await person.numberOf(path), number),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      const imports = [{ to: "latchkey_static_secret.password", id: `${path},value_wo_version=1` }];
      await stage.run("again", "apply", { imports });
      broken.push(...unlessThere(await person.numberOf(path), number));
      await stage.useIt();
      await toTheEnd(stage);
      return broken;
    },
  },
  {
    ...BASE,
    id: "person/target-replaced-alone",
    title: "the seeded target is to be replaced, and not what works through it",
    async play(stage) {
      await stage.run("before", "apply", {});
      const before = stage.scene.heldKey();
      const replace = ["-replace=latchkey_target_aws.seeded"];
      const work = await stage.run("work", "apply", {}, replace);
      const broken = [
        ...unlessRefused(work, "GATEWAY_TARGET_IN_USE"),
        ...[stage.scene.rotator, stage.scene.producer].flatMap((path) => unlessSaid(work, path)),
        ...(stage.scene.heldKey() === before ? [] : ["I3 the target's key is another"]),
        ...providersWrites(stage, "work").map((operation) => `${operation} was called`),
      ];
      await againToTheEnd(stage);
      return broken;
    },
  },
];

function pathOfSecret({ stack }: CellStage): string {
  return `${stack.folder}/password`;
}

/** What the configuration says of the secret. */
function secretOf({ stack }: CellStage) {
  return { value: stack.secrets.TF_VAR_password ?? "", description: "first" };
}

function unlessThere(now: number | undefined, number: number | undefined): string[] {
  return now !== undefined && now === number
    ? []
    : [`I8 object ${number} was there, and is ${now ?? "gone"}`];
}

function unlessSaid({ output }: TerraformRun, words: string): string[] {
  return output.includes(words) ? [] : [`nothing was said of it: ${words}`];
}
