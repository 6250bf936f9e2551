import { type fdatasync, fstatSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diskWriter } from "../src/store/disk-writer.ts";
import { freshPath } from "./service.ts";

/** A disk that is done when the test says so. */
function disk() {
  const pending: ((error: Error | null) => void)[] = [];
  let descriptor = -1;
  const synchronize = ((file: number, done: (error: Error | null) => void) => {
    descriptor = file;
    pending.push(done);
  }) as typeof fdatasync;
  const isOpen = () => {
    try {
      fstatSync(descriptor);
      return true;
    } catch {
      return false;
    }
  };
  return { synchronize, pending, isOpen, finish: (error: Error | null = null) => pending.shift()?.(error) };
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

test("A writer that is closed still brings to the disk what came before, and then lets go of the file", () => {
  const { synchronize, finish, pending, isOpen } = disk();
  const { write, writer, written } = open(synchronize);
  write("one");
  write("two");
  writer.close();
  expect(written).toEqual([]);
  finish();
  expect(written).toEqual(["one"]);
  expect(isOpen()).toBe(true);
  finish();
  expect(written).toEqual(["one", "two"]);
  expect(pending).toHaveLength(0);
  expect(isOpen()).toBe(false);
});

test("A disk that fails while the writer is closed lets nobody go on either", () => {
  const { synchronize, finish } = disk();
  const { write, writer, written } = open(synchronize);
  write("one");
  writer.close();
  expect(() => finish(new Error("EIO"))).toThrow("EIO");
  expect(written).toEqual([]);
});
