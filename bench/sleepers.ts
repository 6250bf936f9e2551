import { sleepers } from "../testkit/world/sleepers.ts";

// npm run bench:sleepers -- 10000

const count = Number(process.argv[2] ?? 10_000);
console.table(await sleepers(count, Math.random));
