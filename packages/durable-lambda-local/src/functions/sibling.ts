import { extname } from "node:path";

/** The URL of another module of this package: TypeScript in its repository, JavaScript once it is built. */
export const sibling = (name: string, here: string) => new URL(`${name}${extname(here)}`, here);
