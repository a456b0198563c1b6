/**
 * Writes what a bot lived through into a file, to be replayed with `replay` of `@holdfast/testing`.
 *
 * @module @holdfast/recording
 */

export { recording } from './recording.js';
export { type RecordingOptions } from './recording-options.js';

// For tools that look into a recording.
export { readRecording, type ReadOptions } from './reading/read-recording.js';
export { type Recording } from './reading/recording-reader.js';
export { type Entry, type EntryKind, type Failure, type Happening, type Header } from './entry.js';
