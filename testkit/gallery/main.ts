import { PortTaken } from "../../local/servers.ts";
import { startGallery } from "./server.ts";

// `npm run gallery` restarts this on every edit, so that a reload shows it.
try {
  const { url } = await startGallery(Number(process.env["PORT"] ?? "3005"));
  console.log(`Every email, card, message, modal, Home tab and page, with sample data: ${url}/`);
} catch (error) {
  if (!(error instanceof PortTaken)) {
    throw error;
  }
  console.error(`${error.message.split(".", 1)[0]}. Choose another one: PORT=4005 npm run gallery.`);
  process.exitCode = 1;
}
