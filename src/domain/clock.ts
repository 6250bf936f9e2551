/** Tells the time. Required wherever it is read and made in src/lambda only, so that no test reads the real one by accident. */
export type Clock = () => Date;
