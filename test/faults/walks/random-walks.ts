import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import type { Options } from "../options.js";
import { duration } from "../report/summary.js";
import type { Tell } from "../runner/board.js";

/** The property test of the seed's life, in its long form; resolves with its exit code. */
export async function randomWalks({ walks, seed }: Options, tell: Tell): Promise<number> {
  const root = packageRoot();
  tell(`${walks} random walks through a model of the two systems, seed ${seed}`);
  const begun = Date.now();
  const child = spawn(
    process.execPath,
    [join(root, "node_modules", "jest", "bin", "jest.js"), "test/unit/seed/random-walks", "--maxWorkers=1"],
    { cwd: root, stdio: "inherit", env: { ...process.env, WALKS: String(walks), WALKS_SEED: String(seed) } },
  );
  const [code] = (await once(child, "exit")) as [number | null];
  tell(`${walks} walks, seed ${seed}, ${duration((Date.now() - begun) / 1000)}`);
  return code ?? 1;
}
