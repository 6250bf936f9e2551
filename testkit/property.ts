import fc from "fast-check";

/** How many inputs each property is tried with: FC_RUNS, or few enough for every day. */
const RUNS = Number(process.env["FC_RUNS"] ?? 25);

/** Says of a property that it holds for everything; the seed and the smallest input that breaks it are in the failure. */
export async function holds<Input>(inputs: fc.Arbitrary<Input>, property: (input: Input) => unknown): Promise<void> {
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => void (await property(input))),
    { numRuns: RUNS },
  );
}
