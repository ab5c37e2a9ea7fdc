import { cliConfigText } from "../../../src/terraform/cli-config.js";

test("installs our provider from its mirror, and everything else from the registry", () => {
  expect(
    cliConfigText({ latchkeyMirror: "/w/mirror", aws: { from: "registry" }, pluginCache: "/w/cache" }),
  ).toBe(
    `plugin_cache_dir = "/w/cache"
plugin_cache_may_break_dependency_lock_file = true
provider_installation {
  filesystem_mirror {
    path    = "/w/mirror"
    include = ["registry.terraform.io/latchkey/latchkey", "registry.opentofu.org/latchkey/latchkey"]
  }
  direct {
    exclude = ["registry.terraform.io/latchkey/latchkey", "registry.opentofu.org/latchkey/latchkey"]
  }
}
`,
  );
});

test("installs the AWS provider from a mirror and never asks the registry then", () => {
  const text = cliConfigText({ latchkeyMirror: "/w/mirror", aws: { from: "mirror", path: "/opt/tf" } });
  expect(text).toContain(
    'path    = "/opt/tf"\n    include = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"]',
  );
  expect(text).not.toContain("direct");
  expect(text).not.toContain("plugin_cache_dir");
});

test("quotes paths as the configuration language reads them", () => {
  const text = cliConfigText({ latchkeyMirror: 'C:\\my "mirror"', aws: { from: "registry" } });
  expect(text).toContain('path    = "C:\\\\my \\"mirror\\""');
});
