import { postgresMissing } from "../../postgres/postgres-missing.js";
import type { Scene } from "../scene.js";
import { type Recorder, storyOf } from "../story.js";
import { otherSystemsPromises } from "./promises.js";
import { PROGRAMS_BESIDE, Scenery } from "./scenery.js";
import type { OtherSystemsStages } from "./stage.js";

const EXAMPLE = "examples/other-systems/stack.ts";
const LOGIN_TTL_SECONDS = 1800;
const MONTH_SECONDS = 30 * 86_400;

/** Document 002: secrets for systems that the gateway does not know, from the webhook to the application. */
export const otherSystems = storyOf<OtherSystemsStages>({
  document: "002",
  title: "a database and an API that the gateway does not know, and an application that uses them",
  stages: ["deploy", "use", "half an hour", "a month", "another key", "second deploy", "destroy"],
  promises: otherSystemsPromises,
  programs: [EXAMPLE, ...PROGRAMS_BESIDE],
  sandbox: {},
  missing: postgresMissing,
  async play(scene, stage) {
    const password = scene.secret("the webhook's first password");
    const scenery = await scene.narrator.step("a PostgreSQL, its webhook and an HTTP API start", () =>
      Scenery.start(scene, password),
    );
    scene.harmless((text) => scenery.isHarmless(text));
    try {
      await playWith(scenery, scene, stage);
    } finally {
      await scenery.stop();
    }
  },
});

async function playWith(scenery: Scenery, scene: Scene, stage: Recorder<OtherSystemsStages>): Promise<void> {
  const { clock } = scene.sandbox;
  const [firstKey, secondKey] = [scene.secret("the API's first key"), scene.secret("the API's second key")];
  const cdktf = (command: "deploy" | "destroy", own: Readonly<Record<string, string>>) =>
    scene.cdktf(command, EXAMPLE, { WEBHOOK_URL: scenery.webhookUrl, ...own });
  const later = { WEATHER_KEY_VERSION: "2", ORDERS_DESCRIPTION: "of the shop" };

  scenery.weather.take(firstKey);
  await stage(
    "deploy",
    "cdktf deploy: a custom dynamic secret with its webhook, and a static secret",
    async () => {
      const logins = { TF_VAR_orders_login: scenery.orders.payload, TF_VAR_weather_key: firstKey };
      return { terraform: await cdktf("deploy", logins), ...(await scenery.tell()) };
    },
  );
  await stage("use", "an application reads both, and serves", async () => {
    await scenery.startApplication();
    await scenery.ask();
    return scenery.tell();
  });
  await stage("half an hour", "half an hour goes by: the time of its login is over", async () => {
    await clock.advance(LOGIN_TTL_SECONDS);
    const { logins: left } = await scenery.tell();
    await scenery.ask();
    return { ...(await scenery.tell()), left };
  });
  await stage("a month", "a month goes by: the webhook's own login is rotated", async () => {
    await clock.advance(MONTH_SECONDS);
    await scenery.ask();
    return { ...(await scenery.tell()), webhookLogin: await scenery.webhookLogin() };
  });
  await stage("another key", "cdktf deploy, with another key of the API", async () => {
    scenery.weather.take(secondKey);
    const terraform = await cdktf("deploy", { ...later, TF_VAR_weather_key: secondKey });
    await scenery.ask();
    return { terraform, ...(await scenery.tell()), webhookLogin: await scenery.webhookLogin() };
  });
  await stage("second deploy", "cdktf deploy, once more", async () => ({
    terraform: await cdktf("deploy", later),
    ...(await scenery.tell()),
    logged: scenery.logged(),
  }));
  await stage("destroy", "cdktf destroy", async () => ({
    terraform: await cdktf("destroy", later),
    ...(await scenery.tell()),
  }));
}
