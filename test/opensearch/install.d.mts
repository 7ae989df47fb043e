/** Types of install.mjs, which is a program as well. */

/** Folder of a Java that the server runs on; null where there is none. */
export function findJava(): string | null;
/** Folder of the server; installed when it is not yet. Throws an Error saying what is missing. */
export function installServer(): string;
/** The same, or a copy below `folder` where whoever runs the server is not let in. */
export function reachableServer(folder: string): string;
