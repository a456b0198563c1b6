import { readFile } from 'node:fs/promises';

/** One file of a page. */
export interface PageAsset {
  readonly type: string;
  readonly body: string;
}

export const html = (body: string): PageAsset => ({ type: 'text/html; charset=utf-8', body });

export const stylesheet = (body: string): PageAsset => ({ type: 'text/css; charset=utf-8', body });

export const svg = (body: string): PageAsset => ({ type: 'image/svg+xml', body });

/** A compiled module; `undefined` if there is none. Which files may be named is for the caller to decide. */
export async function script(file: URL): Promise<PageAsset | undefined> {
  try {
    return { type: 'text/javascript; charset=utf-8', body: await readFile(file, 'utf8') };
  } catch {
    return undefined;
  }
}
