import { PortTaken } from "../../local/servers.ts";
import { startGallery } from "./server.ts";

// `npm run gallery` restarts this on every edit, so that a reload shows it, and waits for an edit also where this failed.
const { PORT = "3005" } = process.env;
try {
  const { url } = await startGallery(Number(PORT));
  console.log(`Every email, card, message, modal, Home tab and page, with sample data: ${url}/`);
} catch (error) {
  if (error instanceof PortTaken) {
    console.error(`Port ${PORT} is taken. Press Ctrl+C, then choose another one: PORT=4005 npm run gallery`);
  } else if (error instanceof RangeError && "code" in error && error.code === "ERR_SOCKET_BAD_PORT") {
    console.error(`PORT is "${PORT}"; it takes a whole number from 0 to 65535. Press Ctrl+C, then choose one.`);
  } else {
    throw error;
  }
  process.exitCode = 1;
}
