import { importMap, sharedModules } from '@holdfast/console/internal';

/** The names under which the page's scripts import what is not theirs. */
export const pageImportMap = importMap(sharedModules);
