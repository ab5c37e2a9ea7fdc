import type { Attribute, Attributes } from "../../vocabulary/index.js";
import { type AuthorMisfit, fromAuthor } from "../author/encode.js";
import { kindOf } from "../value/kind.js";
import type { TfValue } from "../value/value.js";

/** What an author has told about the remote object while an operation ran. It never throws: the object is what counts. */
export class Checkpoint {
  /** Whether the author has said that the object exists. */
  reached = false;
  readonly values: { [attribute: string]: TfValue } = {};
  readonly misfits: AuthorMisfit[] = [];

  constructor(
    private readonly attributes: Attributes,
    /** The attributes about which there is something to tell; others are known from the plan. */
    private readonly isTold: (attribute: Attribute, name: string) => boolean,
  ) {}

  note(told: unknown): void {
    this.reached = true;
    if (typeof told !== "object" || told === null) {
      this.misfits.push({ path: [], text: `checkpoint() should get an object, got ${kindOf(told)}` });
      return;
    }
    for (const [name, value] of Object.entries(told)) this.#noteOne(name, value);
  }

  #noteOne(name: string, value: unknown): void {
    const attribute = Object.hasOwn(this.attributes, name) ? this.attributes[name] : undefined;
    const path = [{ attribute: name }];
    if (!attribute) {
      this.misfits.push({ path, text: "is not in the table" });
      return;
    }
    if (!this.isTold(attribute, name)) return;
    const misfits: AuthorMisfit[] = [];
    const encoded = fromAuthor(attribute, value, path, misfits);
    this.misfits.push(...misfits);
    if (misfits.length === 0) this.values[name] = encoded;
  }
}
