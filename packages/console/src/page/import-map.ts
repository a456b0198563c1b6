/** Lets the scripts of a page import modules by the names that they have in Node.js. */
export const importMap = (imports: Readonly<Record<string, string>>): string => JSON.stringify({ imports });
