import { builtinModules } from 'node:module';
import { ConfigurationError } from '@holdfast/core/internal';

const LONGEST = 214;
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
/** npm refuses the first two, and a project of another's name could not install it. */
const TAKEN: ReadonlySet<string> = new Set(['node_modules', 'favicon.ico', 'holdfast', ...builtinModules]);

/**
 * Gives the name back.
 *
 * @throws ConfigurationError if npm would refuse a package of this name.
 */
export function checkProjectName(name: string): string {
  const fault = faultOf(name);
  if (fault === undefined) return name;
  throw new ConfigurationError(
    'name',
    `'${name.slice(0, 60)}' cannot be the name of a package: ${fault}. Choose another folder, or give --name ${suggestion(name)}`,
  );
}

function faultOf(name: string): string | undefined {
  if (name.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  if (TAKEN.has(name)) return 'it is taken';
  if (!NAME.test(name)) return 'npm takes small letters, digits, -, . and _, and no . or _ in front';
  return undefined;
}

const suggestion = (name: string): string => {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return plain === '' || TAKEN.has(plain) ? 'my-bot' : plain;
};
