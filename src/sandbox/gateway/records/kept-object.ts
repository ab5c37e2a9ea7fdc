import type { KindSettings } from "../kinds/field.js";

/** An object that the gateway only keeps and tells: a group, a folder, an allowed access. */
export interface KeptObject {
  readonly id: number;
  readonly name: string;
  description: string;
  tags: string[];
  deleteProtection: boolean;
  settings: KindSettings;
  readonly createdAt: Date;
  modifiedAt: Date;
}
