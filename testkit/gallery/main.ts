import { PortTaken } from "../../local/servers.ts";
import { startGallery } from "./server.ts";

// `npm run gallery` restarts this on every edit, so that a reload shows it.
const { PORT = "3005" } = process.env;
try {
  const { url } = await startGallery(Number(PORT));
  console.log(`Every email, card, message, modal, Home tab and page, with sample data: ${url}/`);
} catch (error) {
  if (error instanceof PortTaken) {
    console.error(`${error.message.split(".", 1)[0]}. Choose another one: PORT=4005 npm run gallery.`);
  } else if (error instanceof RangeError && "code" in error && error.code === "ERR_SOCKET_BAD_PORT") {
    console.error(`PORT is "${PORT}"; it takes a whole number from 0 to 65535.`);
  } else {
    throw error;
  }
  process.exitCode = 1;
}
