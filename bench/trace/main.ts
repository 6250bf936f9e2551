import { LIMIT, tracedRequests } from "./requests.ts";

// npm run trace: in how many files of src/ a function runs while one request is answered. Fails above the limit.
for (const { request, files } of await tracedRequests()) {
  console.log(`${request}: ${files.length} files\n${files.map((file) => `  src/${file}`).join("\n")}`);
  if (files.length > LIMIT) {
    process.exitCode = 1;
  }
}
