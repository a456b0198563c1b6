import { importMap } from '@holdfast/console/internal';

/** The names under which the page's scripts import what is not theirs. */
export const pageImportMap = importMap({
  '@holdfast/core/protocol': '/page/core/protocol.js',
  '@holdfast/console/browser': '/console/browser/index.js',
});
