export { kindOfRaw, rawAt } from "./raw-at.js";
export { formOfSecret, formOfSecretAsJson, secret } from "./secret.js";
export { tags, tagsByChange } from "./tags.js";
export {
  claims,
  commaList,
  customFields,
  daysAhead,
  descriptionText,
  duration,
  type FieldOptions,
  flag,
  flagText,
  int,
  intText,
  isEmpty,
  jsonListText,
  jsonText,
  map,
  minutes,
  objectPath,
  ownNumber,
  readyPath,
  text,
  texts,
  textsToldJoined,
  told,
  unixDate,
} from "./words.js";
