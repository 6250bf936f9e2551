import { closeSync, fdatasync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

export interface DiskWriter {
  /** Calls back once what the file holds by now is on the disk. */
  write(written: () => void): void;
  /** Takes no more; calls back for what came before once it is on the disk, then lets go of the file. */
  close(): void;
}

/**
 * Brings a file to the disk beside this thread, so that the thread goes on while the disk works. What comes in meanwhile goes
 * there together, with one wait. Where the disk fails, the process ends: nobody knows any more what it holds.
 * @see https://www.sqlite.org/wal.html: a transaction is durable once its frames are in the log and the log is synced.
 */
export function diskWriter(file: string, synchronize: typeof fdatasync = fdatasync): DiskWriter {
  let descriptor: number | undefined;
  let isBusy = false;
  let isClosed = false;
  let waiting: (() => void)[] = [];

  const writeAll = (log: number) => {
    const batch = waiting;
    waiting = [];
    isBusy = true;
    synchronize(log, (error) => {
      if (error) {
        throw error;
      }
      isBusy = false;
      batch.forEach((written) => written());
      if (waiting.length > 0) {
        writeAll(log);
      } else if (isClosed) {
        closeSync(log);
      }
    });
  };

  return {
    write(written) {
      descriptor ??= openDurably(file);
      waiting.push(written);
      if (!isBusy) {
        writeAll(descriptor);
      }
    },
    close() {
      isClosed = true;
      if (descriptor !== undefined && !isBusy) {
        closeSync(descriptor);
      }
    },
  };
}

/** Opens a file that exists already, and makes sure that its folder knows of it after a power cut. */
function openDurably(file: string): number {
  const descriptor = openSync(file, "r+");
  if (process.platform !== "win32") {
    const folder = openSync(dirname(file), "r");
    fsyncSync(folder);
    closeSync(folder);
  }
  return descriptor;
}
