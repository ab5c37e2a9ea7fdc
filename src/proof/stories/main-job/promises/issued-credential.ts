import type { Promised } from "../../../evidence/promised.js";
import type { History } from "../stage.js";

/** A credential of the dynamic producer is good for the role that it was made for. */
export const issuedCredential: Promised<History> = {
  title: "a credential of the producer works as the role that it is for",
  after: ["use"],
  check({ use: stage }) {
    const issued = stage.events.find(({ kind }) => kind === "issued");
    return {
      held: issued !== undefined && /:assumed-role\/[^/]+\/./.test(stage.usedAs ?? ""),
      expected: "STS names an assumed role for it",
      seen: `${issued ? `issued by ${issued.name}` : "none was issued"}; STS names ${stage.usedAs ?? "no identity"}`,
    };
  },
};
