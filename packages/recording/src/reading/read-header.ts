import { RecordingUnreadableError, RecordingVersionError } from '@holdfast/core/internal';
import { isObject, readList, readText } from '@holdfast/core/protocol';
import type { Header } from '../entry.js';
import { restored } from '../scrub/scrubber.js';

const NAME = 256;

/** @throws RecordingUnreadableError, RecordingVersionError */
export function readHeader(raw: unknown, file: string): Header {
  if (!isObject(raw) || raw['holdfast'] !== 'recording') {
    throw new RecordingUnreadableError(
      `${file} is no recording of Holdfast: its first line does not say so. Give a file that recording() wrote.`,
      1,
    );
  }
  const { version, at } = raw;
  if (version !== 1) {
    throw new RecordingVersionError(
      `${file} is a recording of version ${typeof version === 'number' ? version : '?'}, and this Holdfast reads version 1. ` +
        'Replay it with the Holdfast that wrote it, or with a newer one.',
    );
  }
  const options = restored(raw['options']);
  return {
    holdfast: 'recording',
    version: 1,
    at: typeof at === 'number' && Number.isSafeInteger(at) && Math.abs(at) < LATEST ? at : 0,
    accountId: readText(raw['accountId'], NAME) ?? '0',
    appId: readText(raw['appId'], NAME) ?? 'holdfast',
    bot: readText(raw['bot'], NAME) ?? 'Bot',
    options: isObject(options) ? options : {},
    functions: words(raw['functions']),
    text: raw['text'] === 'mask' ? 'mask' : 'keep',
    words: words(raw['words']),
    node: readText(raw['node'], NAME) ?? '',
  };
}

/** What a `Date` can hold. */
const LATEST = 8.64e15;

const words = (value: unknown): readonly string[] => readList(value).filter((word) => typeof word === 'string');
