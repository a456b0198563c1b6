/**
 * `node run-model.js [index]`: the model test of the session, with the mutant of that index in its place if one is named.
 * The test is imported rather than given to Mocha's command, which requires its files: hooks see what is imported only.
 */
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { repository } from '../../repository.js';
import { sessionMutants } from './session-mutants.js';

const data = sessionMutants[Number(process.argv[2])];
if (data !== undefined) register('../../nemesis/mutants/load-hook.js', import.meta.url, { data });

const mocha = new Mocha({ ui: 'bdd', reporter: 'spec' });
mocha.suite.emit('pre-require', globalThis, null, mocha);
await import(pathToFileURL(join(repository, 'packages/core/dist/session/model.test.js')).href);
mocha.run((failures) => (process.exitCode = failures));
