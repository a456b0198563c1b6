/** `node --import become.js?mutant=<name>`: everything that this process loads is as the mutant has it. */
import { register } from 'node:module';
import { mutantNamed } from './mutants.js';

register('./load-hook.js', import.meta.url, {
  data: mutantNamed(new URL(import.meta.url).searchParams.get('mutant')),
});
