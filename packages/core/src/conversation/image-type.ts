/** Types of files that the platform takes, as it writes them. Source: messaging.md §5.12. */
export type ImageType = 'JPG' | 'PNG' | 'GIF';

/** How each begins. */
const beginnings: readonly (readonly [ImageType, readonly number[]])[] = [
  ['JPG', [0xff, 0xd8, 0xff]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
];

/** What a file is by its first bytes, whatever it is called. */
export const imageType = (bytes: Uint8Array): ImageType | undefined =>
  beginnings.find(([, beginning]) => beginning.every((byte, index) => bytes[index] === byte))?.[0];

export const mediaTypes: Readonly<Record<ImageType, string>> = {
  JPG: 'image/jpeg',
  PNG: 'image/png',
  GIF: 'image/gif',
};
