import type { BuiltContent } from '../content/content.js';
import { ContentError } from '../errors/configuration.js';
import type { EventContent } from '../protocol/message-event.js';
import { field, readString, readText } from '../protocol/read.js';
import { type ImageType, imageType, mediaTypes } from './image-type.js';

/** A picture to be sent. */
export interface FileToSend {
  /** A JPEG, PNG or GIF of at most 3 MiB. */
  readonly bytes: Uint8Array;
  /** Shown with it. @default '' */
  readonly caption?: string;
  /** A small picture to show before the whole is loaded: a JPEG, PNG or GIF of less than 30 kB as text. */
  readonly thumbnail?: Uint8Array;
}

/** A file as a message names it. Its bytes are in the file storage. */
export interface HostedFile {
  readonly caption: string;
  /** What its sender says it is: `JPG`, `PNG` … */
  readonly fileType: string;
  /** Where it is in the file storage. No address: `conversation.download()` asks for one. */
  readonly relativePath: string;
  /** A small picture as a `data:` URL, if its sender made one. */
  readonly thumbnail?: string;
}

/** Source: messaging.md §5.12. */
const MAX_BYTES = 3_145_728;
const MAX_PREVIEW = 30_720;
const MAX_CAPTION = 5_000;
const MAX_PATH = 1_024;

/**
 * What is known of a file before it is sent.
 *
 * @throws ContentError naming `file.bytes`, `file.caption` or `file.thumbnail`.
 */
export function checkedFile({ bytes, caption = '', thumbnail }: FileToSend): CheckedFile {
  const fileType = checkedImage(bytes, 'file.bytes');
  if (bytes.length > MAX_BYTES) {
    throw refused(
      'file.bytes',
      `has ${bytes.length} bytes, and the platform takes at most ${MAX_BYTES}. Make it smaller`,
    );
  }
  if (typeof caption !== 'string' || caption.length > MAX_CAPTION || !caption.isWellFormed()) {
    throw refused('file.caption', `is no well-formed text of at most ${MAX_CAPTION} characters`);
  }
  return { bytes, fileType, caption, ...(thumbnail === undefined ? {} : { preview: previewOf(thumbnail) }) };
}

export interface CheckedFile {
  readonly bytes: Uint8Array;
  readonly fileType: ImageType;
  readonly caption: string;
  readonly preview?: string;
}

/** The message that shows a stored file. */
export const fileContent = ({ caption, fileType, preview }: CheckedFile, relativePath: string): BuiltContent => ({
  event: {
    type: 'ContentEvent',
    contentType: 'hosted/file',
    message: { caption, relativePath, fileType, ...(preview === undefined ? {} : { preview }) },
  },
});

/** The file that a message shows, if it shows one that can be read. */
export function hostedFile(content: EventContent): HostedFile | undefined {
  if (content.type !== 'ContentEvent' || content.contentType.toLowerCase() !== 'hosted/file') return undefined;
  const { message } = content;
  const relativePath = readText(field(message, 'relativePath'), MAX_PATH);
  if (relativePath === undefined) return undefined;
  const thumbnail = readString(field(message, 'preview'));
  return {
    relativePath,
    caption: readString(field(message, 'caption')) ?? '',
    fileType: readText(field(message, 'fileType'), 16) ?? '',
    ...(thumbnail === undefined ? {} : { thumbnail }),
  };
}

function previewOf(thumbnail: Uint8Array): string {
  const type = checkedImage(thumbnail, 'file.thumbnail');
  const preview = `data:${mediaTypes[type]};base64,${Buffer.from(thumbnail).toString('base64')}`;
  if (preview.length < MAX_PREVIEW) return preview;
  throw refused(
    'file.thumbnail',
    `takes ${preview.length} characters, and the platform takes less than ${MAX_PREVIEW}`,
  );
}

function checkedImage(bytes: unknown, path: string): ImageType {
  const type = bytes instanceof Uint8Array ? imageType(bytes) : undefined;
  if (type === undefined) throw refused(path, 'is no JPEG, PNG or GIF. Give the bytes of a picture as a Uint8Array');
  return type;
}

const refused = (path: string, fact: string): ContentError =>
  new ContentError(path, `The file cannot be sent: ${path} ${fact}.`);
