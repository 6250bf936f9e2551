/** Tells the time. Only src/lambda makes one and everything else requires it, so no test reads the real clock by accident. */
export type Clock = () => Date;
