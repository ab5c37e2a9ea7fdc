import { timingSafeEqual } from "node:crypto";
import { type LoginProof, notLetIn } from "./proof.js";

/** The caller knows the key of the auth method. */
export const byAccessKey: LoginProof = ({ method, fields }) => {
  if (!method.accessKey || !sameText(fields.text("access-key") ?? "", method.accessKey.reveal())) {
    throw notLetIn();
  }
  return {};
};

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
