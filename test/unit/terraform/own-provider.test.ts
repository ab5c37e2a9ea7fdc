import { join } from "node:path";
import { packageVersion } from "../../../src/domain/package-root.js";
import { builtProvider, ownPackage } from "../../../src/terraform/own-provider.js";
import { executables, PROGRAM, release, zipNameFor } from "../../support/cli/provider-packages.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

test("fails where nothing was built", () => {
  expect(() => builtProvider(temporaryFolder())).toThrow(
    expect.objectContaining({ code: "PROVIDER_NOT_BUILT" }),
  );
});

test("the npm package brings the Node program", async () => {
  const root = temporaryFolder();
  file(root, "package.json", '{ "name": "latchkey" }');
  file(root, join("dist/provider", PROGRAM), "#!/bin/sh\n", 0o755);
  file(root, "dist/provider/provider.js");
  // Whatever else lies about.
  file(root, zipNameFor(), "zip");
  expect(await ownPackage(root)).toMatchObject({
    form: "node",
    layout: "unpacked",
    version: packageVersion(),
  });
});

test("a command without a package brings the zip that lies beside it", async () => {
  const root = release();
  executables(root);
  file(root, "package.json", '{ "name": "whose folder it lies in" }');
  expect(await ownPackage(root)).toMatchObject({ form: "executable", path: join(root, zipNameFor()) });
});

test("a command without a package brings the program that lies beside it", async () => {
  const root = executables();
  expect(await ownPackage(root)).toMatchObject({ form: "executable", layout: "unpacked", path: root });
});

test("a command without anything beside it says which zip it wants", async () => {
  const root = temporaryFolder();
  const failure = await ownPackage(root).catch((error) => error);
  expect(failure).toMatchObject({ code: "PROVIDER_NOT_BUILT" });
  expect(failure.detail).toContain(`Name ${zipNameFor()} of the release by --from`);
});
