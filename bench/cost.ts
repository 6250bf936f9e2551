import { OUTCOMES } from "../testkit/world/outcomes.ts";
import { priceOf } from "./price.ts";

// npm run bench:cost
const rows = await Promise.all(OUTCOMES.map(async (outcome) => [outcome.name, await priceOf(outcome)]));
console.table(Object.fromEntries(rows));
