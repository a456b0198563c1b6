import type { BuiltContent } from '../content/content.js';
import { ContentError } from '../errors/configuration.js';
import { RequestRefusedError, UnexpectedAnswerError } from '../errors/platform.js';
import { AgentRequest } from '../protocol/names.js';
import { field, isObject, readText } from '../protocol/read.js';
import type { HistoryMessage } from './history-message.js';
import { checkedFile, fileContent, type FileToSend, type HostedFile } from './hosted-file.js';
import type { Voice } from './voice.js';

/** A file and what its message says of it. */
export interface DownloadedFile extends HostedFile {
  readonly bytes: Uint8Array;
}

export interface DownloadOptions {
  /** The most bytes to take. @default 10 MiB */
  readonly limit?: number;
}

const DOWNLOAD = 10_485_760;
const EXPIRED = 401;

/** Stores a file, and gives the message that shows it. Source: messaging.md §5.12. */
export async function upload(voice: Voice, file: FileToSend): Promise<BuiltContent> {
  const checked = checkedFile(file);
  const { bytes, fileType } = checked;
  return addressed(async () => {
    const body = { fileSize: bytes.length, fileType };
    const { relativePath, query } = readAddress(await voice.request(AgentRequest.generateUploadUrl, body));
    await voice.files.put(`${relativePath}?${query}`, bytes);
    return fileContent(checked, relativePath);
  });
}

/** Fetches the file of a message. */
export async function download(
  voice: Voice,
  message: HistoryMessage,
  { limit = DOWNLOAD }: DownloadOptions = {},
): Promise<DownloadedFile> {
  const { file } = message;
  if (file === undefined) {
    throw new ContentError('message', 'The message holds no file to download. Look at message.file first.');
  }
  return addressed(async () => {
    const body = { relativePath: file.relativePath };
    const { relativePath, query } = readAddress(await voice.request(AgentRequest.generateDownloadUrl, body));
    return { ...file, bytes: await voice.files.get(`${relativePath}?${query}`, limit) };
  });
}

/** An address is good for a minute. One that has expired meanwhile is asked for once more. */
async function addressed<T>(transfer: () => Promise<T>): Promise<T> {
  try {
    return await transfer();
  } catch (error) {
    if (!(error instanceof RequestRefusedError) || error.status !== EXPIRED || !error.requestType.endsWith(' file')) {
      throw error;
    }
    return transfer();
  }
}

/** Nothing that could lead to another host, or out of the path. */
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~%!$&'()*+,;=:@-]+)+$/;

function readAddress(answer: unknown): { readonly relativePath: string; readonly query: string } {
  const relativePath = readText(field(answer, 'relativePath'), 1_024);
  const params = field(answer, 'queryParams');
  if (relativePath === undefined || !PATH.test(relativePath) || !isObject(params)) {
    throw new UnexpectedAnswerError(
      'The messaging service answered with no address of the file storage. Try again; if it stays, the account may lack file sharing.',
    );
  }
  const query = new URLSearchParams();
  for (const name of Object.keys(params)) {
    const value = readText(params[name], 1_024);
    if (value !== undefined) query.set(name, value);
  }
  return { relativePath, query: query.toString() };
}
