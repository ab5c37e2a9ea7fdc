import type { CellStage } from "../cells/cell-stage.js";
import { againToTheEnd, providersWrites, type ScriptedCell } from "./scripted-cell.js";

const ADDRESS = "latchkey_target_aws.given";
const OWNER = "owner-of-the-given-key";

/** A target with a key that a person made, who has given it another one since; the state knows nothing of it any more. */
async function withAnotherKeySince(stage: CellStage): Promise<{ path: string; first: string; now: string }> {
  const { systems, scene, folder, stack } = stage;
  const { person } = scene;
  const path = `${stack.folder}/given`;
  systems.watch(path);
  await person.makeUser(OWNER, null);
  const [first, second] = [await person.makeKeyPair(OWNER), await person.makeKeyPair(OWNER)];
  folder.give({ TF_VAR_given_secret: first.secret });
  await stage.run("before", "apply", { given: { keyId: first.id, version: 1 } });
  await person.giveKey(path, second);
  await person.deleteKey(OWNER, first.id);
  await folder.run("before", ["state", "rm", ADDRESS]);
  return { path, first: first.id, now: second.id };
}

/** What is wrong unless the target works with the key that it had, and nothing was written. */
function unlessLeft(stage: CellStage, path: string, keyId: string): string[] {
  return [
    ...(stage.systems.standing().held[path] === keyId
      ? []
      : ["I8 a dead key was pushed back into the target"]),
    ...providersWrites(stage, "work").map((operation) => `I8 ${operation} was called`),
  ];
}

/** A key that was replaced since the configuration was written comes back by no import. */
export const importCells: readonly ScriptedCell[] = [
  ...(["", "access_key_id"] as const).map(
    (told): ScriptedCell => ({
      id: `person/key-replaced-before-import${told && "-of-its-id"}`,
      title: `a person has given a target another key, and it is imported ${told ? "with the id of the first" : "by its path alone"}`,
      foreignKeys: "leave",
      rotatesByItself: false,
      async play(stage) {
        const { path, first, now } = await withAnotherKeySince(stage);
        const given = { keyId: first, version: 1 };
        const imports = [{ to: ADDRESS, id: told ? `${path},${told}=${first}` : path }];
        const work = await stage.run("work", "apply", { given, imports });
        const said = work.output.replace(/\s+/g, " ");
        const broken = [
          ...(work.exitCode === 0 ? [] : ["the import failed"]),
          ...(/Warning:.*(recorded|nothing sent)/i.test(said) ? [] : ["nothing was said of the key"]),
          ...unlessLeft(stage, path, now),
        ];
        await againToTheEnd(stage);
        await stage.scene.person.deleteKey(OWNER, now);
        return broken;
      },
    }),
  ),
];
