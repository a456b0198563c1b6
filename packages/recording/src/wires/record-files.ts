import type { FileStorage } from '@holdfast/core/internal';
import type { Tape } from '../tape/tape.js';
import { noteCall } from './note-call.js';

/** The same file storage, with the outcome of each transfer noted; of a file its size alone. */
export const recordFiles = (files: FileStorage, tape: Tape): FileStorage => ({
  put: (url, bytes, call) => noteCall(tape, { of: 'files.put', work: files.put(url, bytes, call) }),
  get: (url, limit, call) =>
    noteCall(tape, { of: 'files.get', work: files.get(url, limit, call), told: ({ length }) => ({ length }) }),
});
