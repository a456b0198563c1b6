/** What a promise rejects with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('The promise was expected to reject, and it resolved.');
    },
    (reason: unknown) => reason,
  );
