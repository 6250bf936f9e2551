import { type fdatasync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diskWriter } from "../src/store/disk-writer.ts";
import { freshPath } from "./service.ts";

/** A disk that is done when the test says so. */
function disk() {
  const pending: ((error: Error | null) => void)[] = [];
  const synchronize = ((_file: number, done: (error: Error | null) => void) =>
    void pending.push(done)) as typeof fdatasync;
  return { synchronize, pending, finish: (error: Error | null = null) => pending.shift()?.(error) };
}

function open(synchronize: typeof fdatasync) {
  const file = freshPath();
  writeFileSync(file, "");
  const written: string[] = [];
  const writer = diskWriter(file, synchronize);
  return { written, writer, write: (name: string) => writer.write(() => void written.push(name)) };
}

test("A write is done when the disk is, and not before", () => {
  const { synchronize, finish } = disk();
  const { write, written } = open(synchronize);
  write("one");
  expect(written).toEqual([]);
  finish();
  expect(written).toEqual(["one"]);
});

test("What comes while the disk works waits for its next turn, all of it together", () => {
  const { synchronize, finish, pending } = disk();
  const { write, written } = open(synchronize);
  write("one");
  write("two");
  write("three");
  expect(pending).toHaveLength(1);
  finish();
  expect(written).toEqual(["one"]);
  expect(pending).toHaveLength(1);
  finish();
  expect(written).toEqual(["one", "two", "three"]);
  expect(pending).toHaveLength(0);
});

test("A disk that fails lets nobody go on", () => {
  const { synchronize, finish } = disk();
  const { write, written } = open(synchronize);
  write("one");
  expect(() => finish(new Error("EIO"))).toThrow("EIO");
  expect(written).toEqual([]);
});

test("A writer that is closed lets everyone go, and the disk end what it does", () => {
  const { synchronize, finish } = disk();
  const { write, writer, written } = open(synchronize);
  write("one");
  write("two");
  writer.close();
  expect(written).toEqual(["two"]);
  finish();
  expect(written).toEqual(["two", "one"]);
});
