import { assertFree } from "../../local/servers.ts";
import { portProblem } from "./port.ts";

// `npm run gallery` restarts this on every edit, so that a reload shows it, and waits for an edit also where this failed.
const { PORT = "3005" } = process.env;
try {
  await assertFree([Number(PORT)]); // at once, and not after a second in which all samples are made
  const { startGallery } = await import("./server.ts");
  const { url } = await startGallery(Number(PORT));
  console.log(`Every email, card, message, modal, Home tab and page, with sample data: ${url}/`);
} catch (error) {
  const problem = portProblem(error, PORT);
  if (problem === undefined) {
    throw error;
  }
  console.error(problem);
  process.exitCode = 1;
}
