import type { TfObject } from "../../../src/engine/index.js";
import { done, type Stage, stage } from "../../support/provider/stage.js";

const TYPE = "latchkey_dynamic_secret_gcp";
const NAME = "/gcp/tokens";
const OWN = "issuer@one.iam.gserviceaccount.com";
const OTHER = "other@one.iam.gserviceaccount.com";
const account = { type: "service_account", client_email: OWN, private_key: "a-private-key" };
const CONFIG: TfObject = {
  name: NAME,
  access_type: "sa",
  gcp_cred_type: "token",
  gcp_key_wo: Buffer.from(JSON.stringify(account)).toString("base64"),
  gcp_key_wo_version: 1n,
};

let at: Stage;
beforeEach(async () => {
  at = await stage();
});
afterEach(() => at.close());

const told = async () => {
  const asked = { command: "dynamic-secret-get", doing: "reading", name: NAME };
  return (await at.gateway.objects.find(asked))?.gcp_service_account_email;
};
const imported = async () => {
  const another = await at.terraform(TYPE);
  await another.import(NAME);
  return another;
};

test("the e-mail of a key of its own, which the gateway tells, is nothing that is planned away", async () => {
  const terraform = await at.terraform(TYPE);
  expect(await terraform.apply(CONFIG)).toEqual(done("create"));
  expect(await told()).toBe(OWN);
  expect(await terraform.apply(CONFIG)).toEqual(done("none"));
  const { gcp_key_wo: _, gcp_key_wo_version: __, ...bare } = CONFIG;
  expect(await (await imported()).apply(bare)).toEqual(done("none"));
});

test.each([OWN, OTHER])(
  "the e-mail %s of a configuration is compared, imported, and taken back",
  async (gcp_sa_email) => {
    const said = { ...CONFIG, gcp_sa_email };
    const terraform = await at.terraform(TYPE);
    expect(await terraform.apply(said)).toEqual(done("create"));
    expect(await told()).toBe(gcp_sa_email);
    expect(await terraform.apply(said)).toEqual(done("none"));
    const another = await imported();
    expect(["none", "update"]).toContain((await another.apply(said)).action);
    expect(await another.apply(said)).toEqual(done("none"));

    expect(await terraform.apply(CONFIG)).toEqual(done("update"));
    expect(await told()).toBe(OWN);
    expect(await terraform.apply(CONFIG)).toEqual(done("none"));
  },
);

test("another e-mail that was set in the gateway is drift of the one that a configuration says", async () => {
  const said = { ...CONFIG, gcp_sa_email: OTHER };
  const terraform = await at.terraform(TYPE);
  await terraform.apply(said);
  await at.gateway.objects.change({
    ...{ command: "dynamic-secret-update-gcp", doing: "changing", name: NAME },
    fields: { "access-type": "sa", "gcp-key": String(CONFIG.gcp_key_wo), "gcp-sa-email": "third@one" },
  });
  expect(await terraform.apply(said)).toEqual(done("update"));
  expect(await told()).toBe(OTHER);
});
