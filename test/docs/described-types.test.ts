import { spawnSync } from "node:child_process";
import { join } from "node:path";

test("what derives from the files of src/types is what they say", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/types.ts", "--check"], {
    cwd: join(__dirname, "..", ".."),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
