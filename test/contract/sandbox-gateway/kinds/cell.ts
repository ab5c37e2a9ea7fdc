/**
 * What is known of each kind of object from the official SDK: the field of a request, and the name under which the
 * SDK's model of the answer has it. Written down here a second time, so that the sandbox's tables are not their own proof.
 */
export interface Cell {
  /** Where the answer tells it, with dots; null: nowhere. */
  readonly told: string | null;
  /** Two values, neither of which any other field has. Default: two texts with the field's name. */
  readonly give?: readonly [unknown, unknown];
  /** What the answer makes of them. Default: the values themselves. */
  readonly tells?: readonly [unknown, unknown];
  readonly secret?: true;
}

export type Row = Readonly<Record<string, Cell>>;

/** A text. */
export const text = (told: string | null): Cell => ({ told });
/** A text that the ledger must remember. */
export const secret = (told: string | null): Cell => ({ told, secret: true });
/** A flag, given as a boolean. */
export const flag = (told: string | null): Cell => ({ told, give: [true, false] });
/** A flag, given as text. */
export const flagText = (told: string | null): Cell => ({
  told,
  give: ["true", "false"],
  tells: [true, false],
});
/** A list of texts. */
export const list = (told: string | null, word = told): Cell => ({
  told,
  give: [[`${word}-1`, `${word}-2`], [`${word}-3`]],
});
/** Two whole numbers. */
export const numbers = (told: string | null, one: number, two: number): Cell => ({ told, give: [one, two] });

/** The cells of a row, told inside `at`. */
export const under = (at: string, row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([wire, cell]) => [
      wire,
      cell.told === null ? cell : { ...cell, told: `${at}.${cell.told}` },
    ]),
  );

const service = (email: string, id: string) =>
  JSON.stringify({ client_email: email, private_key_id: id, private_key: `key of ${email}` });
const accounts = [service("one@a.invalid", "id-1"), service("two@a.invalid", "id-2")] as const;
const encoded = (plain: string) => Buffer.from(plain).toString("base64");
/** The key of a Google service account: given as base64, told as the JSON that it is. */
export const gcpKey: Cell = {
  told: "gcp_service_account_key",
  give: [encoded(accounts[0]), encoded(accounts[1])],
  tells: accounts,
  secret: true,
};

/** Fields of the account's own making, which every item may have. */
export const customFields: Cell = {
  told: "item_custom_fields_details",
  give: [{ owner: "one" }, { owner: "two" }],
  tells: [[{ name: "owner", value: "one" }], [{ name: "owner", value: "two" }]],
};
