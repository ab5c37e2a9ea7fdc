import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { heedsTime } from "../../faults/time/heeds-time.js";
import { timedProvider } from "../../faults/time/timed-provider.js";
import { freshProvider } from "../../support/acceptance/fresh-build.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";
import { providerFile } from "../../support/runtime/executables.js";

jest.setTimeout(120_000);

test("the provider that is tested takes the time of a cell", async () => {
  await expect(heedsTime(timedProvider(freshProvider(), temporaryFolder()))).resolves.toBe(true);
});

test("a provider whose runtime is given nothing is found out, and one that does not start is told", async () => {
  const deaf = temporaryFolder();
  const real = join(freshProvider(), providerFile());
  file(deaf, providerFile(), `#!/bin/sh\nunset NODE_OPTIONS BUN_OPTIONS\nexec '${real}' "$@"\n`, 0o755);
  await expect(heedsTime(deaf)).resolves.toBe(false);
  const broken = temporaryFolder();
  file(broken, providerFile(), "#!/bin/sh\necho no such thing >&2\nexit 1\n", 0o755);
  await expect(heedsTime(broken)).rejects.toThrow("does not start: no such thing");
});

describe("an executable with a launcher", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
  const LAUNCHER = '#!/bin/sh\nself=$0\nunset BUN_OPTIONS\nexec "${self%/*}/provider-glibc" "$@"\n';

  test("is started by one that hands on what the cell gives the runtime, and is the same otherwise", () => {
    const [built, work] = [temporaryFolder(), temporaryFolder()];
    file(built, providerFile(), LAUNCHER, 0o755);
    const says = '#!/bin/sh\nprintf "%s\\n" "$BUN_OPTIONS" "$@"\n';
    file(built, "provider-glibc", says, 0o755);
    const { stdout } = spawnSync(join(timedProvider(built, work), providerFile()), ["--reattach"], {
      env: { PATH: process.env.PATH, BUN_OPTIONS: "--other", FAULTS_BUN_OPTIONS: "--preload=/a.cjs" },
      encoding: "utf8",
    });
    expect(stdout).toBe("--preload=/a.cjs\n--reattach\n");
  });

  test("that starts its runtime otherwise is not guessed at", () => {
    const built = temporaryFolder();
    file(built, providerFile(), "#!/bin/sh\n", 0o755);
    file(built, "provider-glibc");
    expect(() => timedProvider(built, temporaryFolder())).toThrow("does not start its runtime in one line");
  });
});
