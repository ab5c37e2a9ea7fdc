import { systemClock } from "../../src/domain/system-clock.js";
import { makeWorkFolder } from "../../src/proof/deploy/work-folder.js";
import { findMeans } from "../../src/proof/means.js";
import { prove } from "../../src/proof/prove.js";
import { stories } from "../../src/proof/stories/index.js";
import { startSandboxes } from "../../src/proof/stories/sandboxes.js";
import { freshProvider } from "../support/acceptance/fresh-build.js";
import { describeIf } from "../support/acceptance/requirements.js";
import { awsProviderOrNotice } from "../support/aws-provider.js";
import { executables } from "../support/runtime/executables.js";

jest.setTimeout(1_800_000);

const withExecutable =
  executables() === undefined
    ? "the stories of npm start with the executable. LATCHKEY_EXECUTABLES names none; quickstart.test.ts plays them on Node."
    : undefined;

(awsProviderOrNotice() ? describeIf(withExecutable) : describe.skip)(
  "with the provider as an executable",
  () => {
    test("every promise of every system holds", async () => {
      const { signal } = new AbortController();
      const surroundings = { ...process.env, LATCHKEY_KEY_SETTLE_SECONDS: "0" };
      const means = await findMeans(stories, surroundings, signal);
      const folder = makeWorkFolder(undefined);
      const sandboxes = await startSandboxes(stories);
      try {
        const { systems, searches, held } = await prove({
          ...{ ...means, stories, sandboxes, folder, surroundings, clock: systemClock, signal },
          provider: freshProvider(),
          narrator: { step: (_title, work) => work(), detail: () => {} },
        });
        const all = [...systems.flatMap(({ evidence }) => evidence), ...searches];
        expect(all.filter((line) => !line.held)).toEqual([]);
        expect(systems.map(({ failure }) => failure)).toEqual(stories.map(() => undefined));
        expect(held).toBe(true);
      } finally {
        await sandboxes.close();
        folder.discard();
      }
    });
  },
);
