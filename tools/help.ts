import { overview } from "./overview.ts";

console.log(overview());
