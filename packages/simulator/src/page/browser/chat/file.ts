import { field, readText } from '@holdfast/core/protocol';

/** A picture in the file storage of the platform. Source: messaging.md §5.12. */
export interface SharedFile {
  readonly caption: string;
  readonly fileType: string;
  readonly relativePath: string;
  /** A small picture of it, as a `data:` URL. */
  readonly preview?: string;
}

/** Where the platform keeps files; nothing in it leads to a parent folder or to another host. */
const PATH = /^\/v1\/(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;
const PREVIEW = /^data:image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/]+=*$/;
const LONGEST_PREVIEW = 64_000;

/** Reads the message of a `hosted/file`; `undefined` if it is none that may be fetched. */
export function readSharedFile(message: unknown): SharedFile | undefined {
  const relativePath = readText(field(message, 'relativePath'), 1_024);
  if (relativePath === undefined || !PATH.test(relativePath)) return undefined;
  const preview = readText(field(message, 'preview'), LONGEST_PREVIEW);
  return {
    caption: readText(field(message, 'caption'), 1_000) ?? '',
    fileType: readText(field(message, 'fileType'), 16) ?? 'file',
    relativePath,
    ...(preview !== undefined && PREVIEW.test(preview) ? { preview } : {}),
  };
}

/** The address that the platform grants for a file, on the server of this page. */
export function grantedPath(answer: unknown): string | undefined {
  const path = readText(field(answer, 'relativePath'), 1_024);
  if (path === undefined || !PATH.test(path)) return undefined;
  const query = new URLSearchParams();
  for (const name of ['temp_url_sig', 'temp_url_expires']) {
    query.set(name, readText(field(field(answer, 'queryParams'), name), 256) ?? '');
  }
  return `${path}?${query}`;
}
