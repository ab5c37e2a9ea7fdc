export { shellWord } from "../domain/shell-word.js";
