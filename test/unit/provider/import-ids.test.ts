import { importedRetirement } from "../../../src/provider/retirement-import-id.js";
import { importedTarget } from "../../../src/provider/target-aws/import-id.js";
import { failure } from "../../support/failure.js";

const ARN = "arn:aws:iam::123456789012:user/gw";
const ODD = "arn:aws:iam::123456789012:user/a,b/odd,one=two";
const KEY = "AKIAIOSFODNN7EXAMPLE";

describe("a target's import id", () => {
  test.each([
    ["/t", { name: "/t" }],
    ["/t,u", { name: "/t,u" }],
    [`/t,${ARN}`, { name: "/t", seed_user_arn: ARN }],
    [`/t,u,${ODD}`, { name: "/t,u", seed_user_arn: ODD }],
    [`/t,${ODD},region=eu-west-1`, { name: "/t", seed_user_arn: ODD, region: "eu-west-1" }],
    [`/t,seed_user_arn=${ODD},seed_key_id=${KEY}`, { name: "/t", seed_user_arn: ODD, seed_key_id: KEY }],
    ["/t,use_gateway_identity=true", { name: "/t", use_gateway_identity: true }],
    [
      `/t,access_key_id=${KEY},secret_access_key_wo_version=3`,
      { name: "/t", access_key_id: KEY, secret_access_key_wo_version: 3 },
    ],
    ["/t,arn:aws:iam::1:role/r", { name: "/t", seed_user_arn: "arn:aws:iam::1:role/r" }],
  ])("%s tells %j", (id, told) => {
    expect(importedTarget(id)).toEqual(told);
  });

  test.each([
    `/t,${ARN},use_gateway_identity=true`,
    `/t,seed_user_arn=${ARN},access_key_id=${KEY}`,
    `/t,use_gateway_identity=true,access_key_id=${KEY}`,
  ])("%s is refused, for it tells two credential sources", async (id) => {
    const fault = await failure((async () => importedTarget(id))());
    expect(fault).toMatchObject({ code: "CREDENTIAL_SOURCE_UNCLEAR" });
  });
});

describe("a retirement's import id", () => {
  const told = { target: "/t", rotator: "/r", seed_user_arn: ARN, seed_key_id: KEY };

  test.each([
    [`/t,/r,${ARN},${KEY}`, told],
    [`t,r,${ARN},${KEY}`, { ...told, target: "t", rotator: "r" }],
    [`/t,/r,${ODD},${KEY}`, { ...told, seed_user_arn: ODD }],
    [`/t,u,/r,s,${ARN},${KEY}`, { ...told, target: "/t,u", rotator: "/r,s" }],
    [
      `/t,/r,${ODD},${KEY},quiet_period_seconds=30`,
      { ...told, seed_user_arn: ODD, quiet_period_seconds: 30 },
    ],
    [`/t,rotator=/r,seed_user_arn=${ARN},seed_key_id=${KEY}`, told],
    [`seed_key_id=${KEY},target=/t,seed_user_arn=${ARN},rotator=/r`, told],
    [
      `/t,/u,rotator=/r,/s,seed_user_arn=${ODD},seed_key_id=${KEY},proof_producer=/p`,
      {
        target: "/t,/u",
        rotator: "/r,/s",
        seed_user_arn: ODD,
        seed_key_id: KEY,
        proof_producer: "/p",
      },
    ],
  ])("%s tells %j", (id, said) => {
    expect(importedRetirement(id)).toEqual(said);
  });

  test.each([
    "/t",
    "",
    `/t,${ARN}`,
    `/t,/r,${ARN},`,
    `/t,,${ARN},${KEY}`,
    `/t,/r,arn:aws:iam::1:role/r,${KEY}`,
    `/t,/u,/r,${ARN},${KEY}`,
    `a,b,c,${ARN},${KEY}`,
    `/t,rotator=/r,seed_user_arn=${ARN}`,
  ])("%j is refused", async (id) => {
    const fault = await failure((async () => importedRetirement(id))());
    expect(fault).toMatchObject({ code: "SEED_IMPORT_ID_MALFORMED" });
  });
});
