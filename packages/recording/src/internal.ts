/** For the package that replays recordings. */
export { Scrubber, type ScrubberOptions, restored } from './scrub/scrubber.js';
export { recordingOn } from './recording.js';
export { type Disk, type OpenFile } from './tape/disk.js';
export { RecordingReader } from './reading/recording-reader.js';
