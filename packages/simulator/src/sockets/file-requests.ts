import type { Account } from '../model/account.js';
import { text } from '../schema.js';
import { handler, type RequestHandler } from './request-handler.js';

interface UploadBody {
  readonly fileSize: string | number;
  readonly fileType: string;
}

/** Addresses of the file storage, which both sides ask for. Source: messaging.md §5.12. */
export const fileRequests = (type: string) => {
  const upload: RequestHandler<{ readonly account: Account }> = handler(
    {
      type: 'object',
      required: ['fileSize', 'fileType'],
      properties: { fileSize: { type: ['integer', 'string'] }, fileType: text(8) },
    },
    ({ account }, { fileSize, fileType }: UploadBody) => ({
      type,
      body: { ...account.files.addressForUpload(fileType, Number(fileSize)) },
    }),
  );
  const download: RequestHandler<{ readonly account: Account }> = handler(
    { type: 'object', required: ['relativePath'], properties: { relativePath: text(1_024) } },
    ({ account }, { relativePath }: { readonly relativePath: string }) => ({
      type,
      body: { ...account.files.addressForDownload(relativePath) },
    }),
  );
  return { upload, download };
};
