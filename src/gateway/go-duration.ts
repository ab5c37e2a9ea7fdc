export { formatGoDuration, parseGoDuration } from "../domain/go-duration.js";
