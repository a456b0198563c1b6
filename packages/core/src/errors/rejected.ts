/** Makes a throw of a function that is not `async`, to spare its promise, what its caller expects. Anything may have been thrown. */
export async function rejected(thrown: unknown): Promise<never> {
  throw thrown;
}
