import { createInterface } from "node:readline";
import { type Readable, Writable } from "node:stream";
import { SlackProblem } from "./tokens.ts";

/** Someone at a terminal, who can be asked. */
export interface Terminal {
  say: (text: string) => void;
  /** The answer, trimmed. Rejects with SlackProblem where the person stops. */
  ask: (question: string) => Promise<string>;
  /** Asks for something that is not shown while it is typed or pasted. */
  askSecretly: (question: string) => Promise<string>;
  close: () => void;
}

/** The terminal behind two streams; undefined where nobody is there to answer. Takes the input until it is closed. */
export function terminal(input: Readable & { isTTY?: boolean }, output: Writable): Terminal | undefined {
  if (!input.isTTY) {
    return undefined;
  }
  let isShown = false;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (isShown) {
        output.write(chunk);
      }
      done();
    },
  });
  // One reader for all questions: in between, the terminal itself would show what is typed ahead.
  const reader = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  const early: string[] = [];
  let waiting: PromiseWithResolvers<string> | undefined;
  let isOver = false;
  reader.on("line", (line) => {
    if (waiting) {
      waiting.resolve(line);
      waiting = undefined; // the next line of the same paste answers the next question
    } else {
      early.push(line);
    }
  });
  reader.on("SIGINT", () => reader.close());
  reader.on("close", () => {
    isOver = true;
    waiting?.reject(stopped());
  });
  const read = async (question: string, shown: boolean) => {
    output.write(question);
    isShown = shown;
    const line = early.shift();
    if (line !== undefined) {
      return line.trim();
    }
    if (isOver) {
      throw stopped();
    }
    waiting = Promise.withResolvers<string>();
    const answer = await waiting.promise;
    isShown = false;
    return answer.trim();
  };
  return {
    say: (text) => void output.write(`${text}\n`),
    ask: (question) => read(question, true),
    async askSecretly(question) {
      const answer = await read(question, false);
      output.write("\n");
      return answer;
    },
    close: () => reader.close(),
  };
}

const stopped = () => new SlackProblem("\nStopped. Nothing was kept.");
