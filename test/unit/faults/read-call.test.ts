import { nameOf } from "../../faults/calls/call.js";
import { awsCall, gatewayCall } from "../../faults/calls/read-call.js";

const nameKey = (id: string) => (id === "AKIADEPLOYER" ? "deployer" : "key 1");

function aws(service: string, body: string, keyId = "AKIADEPLOYER", agent = "aws-sdk-js latchkey/0.1.0") {
  const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  return awsCall({ path: "/", headers: { authorization, "user-agent": agent }, body }, "provider", nameKey);
}

test("knows an IAM call by its action, the user and the key that it is about", () => {
  const call = aws(
    "iam",
    "Action=UpdateAccessKey&UserName=u&AccessKeyId=AKIA1&Status=Inactive&Version=2010-05-08",
  );
  expect(call).toMatchObject({ system: "iam", userName: "u", keyId: "AKIA1", signedBy: "AKIADEPLOYER" });
  expect(nameOf(call)).toBe("provider.UpdateAccessKey.Inactive");
});

test("knows an STS call by whose key signed it", () => {
  expect(nameOf(aws("sts", "Action=GetCallerIdentity&Version=2011-06-15", "AKIASEED"))).toBe(
    "provider.GetCallerIdentity.key-1",
  );
  expect(nameOf(aws("sts", "Action=GetCallerIdentity&Version=2011-06-15"))).toBe(
    "provider.GetCallerIdentity.deployer",
  );
});

test("tells the AWS provider's calls from ours", () => {
  const call = aws("iam", "Action=CreateUser&UserName=u", undefined, "Terraform/1.11.4 aws-sdk-go-v2");
  expect(nameOf(call)).toBe("aws-provider.CreateUser.u");
});

test("knows a gateway's command by its name and the object's", () => {
  const request = { path: "/api/v2/target-create-aws", headers: {} };
  expect(nameOf(gatewayCall({ ...request, body: '{"name":"/cell/seeded"}' }, "provider"))).toBe(
    "provider.target-create-aws.seeded",
  );
  expect(nameOf(gatewayCall({ path: "/api/v2/auth", headers: {}, body: "not JSON" }, "provider"))).toBe(
    "provider.auth",
  );
  expect(nameOf(gatewayCall({ ...request, body: '{"names":["/cell/a b"]}' }, "provider"))).toBe(
    "provider.target-create-aws.a-b",
  );
});
