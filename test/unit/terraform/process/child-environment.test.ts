import { childEnvironment } from "../../../../src/terraform/process/child-environment.js";

test("passes on what belongs to the machine, and nothing that configures a run", () => {
  const surroundings = {
    PATH: "/bin",
    HTTPS_PROXY: "http://proxy",
    NODE_EXTRA_CA_CERTS: "/ca.pem",
    AWS_PROFILE: "production",
    AKEYLESS_GATEWAY: "https://production",
    LATCHKEY_TOKEN: "t-1",
    TF_LOG: "ERROR",
    TF_VAR_db_password: "x",
    TFC_WORKLOAD_IDENTITY_TOKEN: "x",
    CDKTF_OUTPUT: "elsewhere",
    DEBUG: "*",
  };
  expect(childEnvironment(surroundings, { AWS_REGION: "us-east-1" })).toEqual({
    PATH: "/bin",
    HTTPS_PROXY: "http://proxy",
    NODE_EXTRA_CA_CERTS: "/ca.pem",
    AWS_REGION: "us-east-1",
  });
});
