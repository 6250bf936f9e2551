import { burst } from "../testkit/world/burst.ts";

// npm run bench:burst -- 300

const PAUSE_MILLISECONDS = 20; // about what one onboarding costs this machine's processor

const count = Number(process.argv[2] ?? 300);
const started = performance.now();
console.table(await burst(count, PAUSE_MILLISECONDS));
console.log(`${count} onboardings, in ${((performance.now() - started) / 1000).toFixed(1)} s of this machine`);
