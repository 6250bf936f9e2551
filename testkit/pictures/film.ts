import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const FILM_QUALITY = "75";
const STILL_QUALITY = "85";

/** A picture in a file, and for how long it is shown. */
export interface Shot {
  file: string;
  milliseconds: number;
}

/** Makes an animated WebP of the shots that repeats for ever. Throws where Debian's webp is not installed. */
export async function film(shots: readonly Shot[], to: string): Promise<void> {
  const frames = shots.flatMap(({ file, milliseconds }) => ["-d", String(milliseconds), file]);
  await webp("img2webp", ["-loop", "0", "-min_size", "-mixed", "-q", FILM_QUALITY, "-m", "6", ...frames, "-o", to]);
}

/** Makes a WebP of one picture, for readers who want nothing to move. Throws where Debian's webp is not installed. */
export async function still(file: string, to: string): Promise<void> {
  await webp("cwebp", ["-quiet", "-q", STILL_QUALITY, "-m", "6", file, "-o", to]);
}

async function webp(tool: string, args: string[]): Promise<void> {
  try {
    await run(tool, args);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw isMissing ? new Error(`${tool} is not installed. On Debian: apt-get install webp`) : error;
  }
}
