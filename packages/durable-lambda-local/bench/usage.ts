import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** Megabytes that a process and all below it hold now; what they share counts once. Linux only. */
export function megabytes(root: number): number {
  return tree(root).reduce((sum, pid) => sum + proportional(pid), 0) / 1024;
}

/** Processor time in milliseconds that a process and all below it have used, those that have ended included. */
export function processorMilliseconds(root: number): number {
  const ticks = tree(root).flatMap((pid) => fields(pid).slice(11, 15).map(Number));
  return (ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND) * 1000;
}

function tree(root: number): number[] {
  const children = Map.groupBy(
    readdirSync("/proc").filter((name) => /^\d+$/u.test(name)),
    (pid) => Number(fields(Number(pid))[1]),
  );
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap((child) => below(Number(child)))];
  return below(root);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, from the state on: the name before it may hold spaces. */
function fields(pid: number): string[] {
  const stat = read(pid, "stat");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** https://docs.kernel.org/filesystems/proc.html: the proportional set size, in kB. */
const proportional = (pid: number) => Number(/^Pss:\s+(\d+)/mu.exec(read(pid, "smaps_rollup"))?.[1] ?? 0);

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended
  }
}
