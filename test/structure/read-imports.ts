import { parseSync, Visitor } from 'oxc-parser';

export interface Import {
  /** As written: `./frame.js`, `rxjs`, `@holdfast/core/protocol`. */
  readonly specifier: string;
  readonly line: number;
}

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
}

/** Reads every way in which one module can name another: imports, re-exports, `import()`, and all of them for types. */
export function readImports(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0)
    throw new Error(`${path} cannot be parsed: ${errors.map(({ message }) => message).join('; ')}`);
  const imports: Import[] = [];
  const found = (specifier: string, offset: number): void => {
    imports.push({ specifier, line: text.slice(0, offset).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: ({ source, start }) => found(source.value, start),
    ExportAllDeclaration: ({ source, start }) => found(source.value, start),
    ExportNamedDeclaration: ({ source, start }) => source && found(source.value, start),
    TSImportType: ({ source, start }) => found(source.value, start),
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') found(source.value, start);
    },
  }).visit(program);
  return { path, imports };
}
