import type { RequestFields } from "../domain/request-fields.js";
import type { SecretText } from "../domain/secret-text.js";
import type { GatewayLogin } from "./settings.js";

/** The fields of `auth` for one way to log in. */
export async function loginFields(
  login: Exclude<GatewayLogin, { readonly kind: "token" }>,
  cloudId: () => Promise<SecretText>,
): Promise<RequestFields> {
  const common = { "access-type": login.kind, "access-id": login.accessId };
  switch (login.kind) {
    case "access_key":
      return { ...common, "access-key": login.accessKey };
    case "jwt":
      return { ...common, jwt: login.jwt };
    case "aws_iam":
      return { ...common, "cloud-id": await cloudId() };
  }
}
