import { join } from "node:path";
import { heedsTime } from "../../faults/time/heeds-time.js";
import { freshProvider } from "../../support/acceptance/fresh-build.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { providerFile } from "../../support/runtime/executables.js";

jest.setTimeout(120_000);

test("the provider that is tested takes the time of a cell", async () => {
  await expect(heedsTime(freshProvider())).resolves.toBe(true);
});

test("a provider that loads nothing beside itself is found out, and one that does not start is told", async () => {
  const deaf = temporaryFolder();
  const real = join(freshProvider(), providerFile());
  file(deaf, providerFile(), `#!/bin/sh\nunset NODE_OPTIONS BUN_OPTIONS\nexec '${real}' "$@"\n`, 0o755);
  await expect(heedsTime(deaf)).resolves.toBe(false);
  const broken = temporaryFolder();
  file(broken, providerFile(), "#!/bin/sh\necho no such thing >&2\nexit 1\n", 0o755);
  await expect(heedsTime(broken)).rejects.toThrow("does not start: no such thing");
});
