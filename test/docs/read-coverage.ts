/** One row of the tables in `docs/coverage.md`. */
export interface CoverageRow {
  readonly name: string;
  readonly api: string;
  readonly file: string;
  /** Of the name of a test in it. */
  readonly words: string;
}

const ROW = /^\| `(?<name>[^`]+)` *\| (?<api>.*?) *\| `(?<file>[^`]+)`: (?<words>.*?) *\|$/;

/** Rows without a name in code, such as headings and rulers, are passed over. */
export const readCoverage = (markdown: string): readonly CoverageRow[] =>
  markdown.split('\n').flatMap((line) => {
    if (!line.startsWith('| `')) return [];
    const { name = line, api = '', file = '', words = '' } = ROW.exec(line)?.groups ?? {};
    return [{ name, api, file, words }];
  });
