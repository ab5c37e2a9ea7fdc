import { storyOf } from "../story.js";
import { instanceRolePromises } from "./promises.js";
import type { InstanceRoleStages } from "./stage.js";

const EXAMPLE = "examples/aws-iam-access/main.ts";
const STACK = "aws-iam-access";
const INSTANCES = "examples/aws-iam-access/try.ts";
/** What that program prints before each of the three attempts. */
const HEADINGS = /^(?:Its own role, in its folder|Its own role, outside of it|Another role):\n/m;

/** Document 003: an instance proves who it is by its AWS role, and reads what its access role allows. */
export const instanceRole = storyOf<InstanceRoleStages>({
  document: "003",
  title: "an instance that reads its secrets by its AWS role",
  stages: ["deploy", "read", "second deploy", "destroy"],
  promises: instanceRolePromises,
  programs: [EXAMPLE, INSTANCES],
  sandbox: {},
  again: { TF_VAR_greeting: "good morning" },
  async play(scene, stage) {
    const greeting = scene.secret("what the static secrets say");
    const cdktf = async (command: "deploy" | "destroy") => ({
      terraform: await scene.cdktf(command, EXAMPLE, { TF_VAR_greeting: greeting }),
    });
    await stage("deploy", "cdktf deploy: roles, an auth method bound to one of them, two secrets", () =>
      cdktf("deploy"),
    );
    await stage("read", "instances with either role try to read", async () => {
      const accessId = String(scene.output(STACK, "access_id"));
      // What an instance has is its role: the login of the deployer is none of its business.
      const own = { LATCHKEY_ACCESS_ID: accessId, AKEYLESS_ACCESS_ID: "", AKEYLESS_ACCESS_KEY: "" };
      const { output } = await scene.program(INSTANCES, own);
      const [inside = "", toldOutside = "", toldOther = ""] = output.split(HEADINGS).slice(1);
      const toldInVain = [toldOutside, toldOther].some((text) => text.includes(greeting));
      return { accessId, told: inside.trim() === greeting, toldInVain, toldOutside, toldOther };
    });
    await stage("second deploy", "cdktf deploy, once more", () => cdktf("deploy"));
    await stage("destroy", "cdktf destroy", () => cdktf("destroy"));
  },
});
