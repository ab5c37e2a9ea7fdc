import { SecretText } from "../../../src/domain/secret-text.js";
import { createHcpTerraform } from "../../../src/hcp/index.js";
import { failure } from "../../support/failure.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";
import { PROXY_LOGIN, RecordingProxy } from "../../support/recording-proxy.js";

test("HCP Terraform is asked through the proxy of the environment", async () => {
  const proxy = await RecordingProxy.open();
  const environment = jest.replaceProperty(process, "env", { HTTPS_PROXY: proxy.url });
  try {
    const url = new URL("https://app.terraform.invalid");
    const settings = { url, token: new SecretText("a-token"), userAgent: "latchkey/0" };
    const client = createHcpTerraform(settings, new InstantClock());
    const versions = client.stateVersions(
      { organization: "acme", name: "net" },
      new AbortController().signal,
    );
    expect(await failure(versions.next())).toMatchObject({ code: "HCP_UNREACHABLE" });
    expect(new Set(proxy.asked)).toEqual(new Set([`app.terraform.invalid:443 ${PROXY_LOGIN}`]));
    expect(proxy.hello.includes("app.terraform.invalid")).toBe(true);
  } finally {
    environment.restore();
    proxy.close();
  }
});
