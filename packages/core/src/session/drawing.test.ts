import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { drawing } from './drawing.js';
import { phases } from './table.js';

/** From the compiled test, `packages/core/dist/session/`, up to the top of the repository. */
const PAGE = fileURLToPath(new URL('../../../../docs/session.md', import.meta.url));
const FENCE = /(?<=^```mermaid\n)[^`]*(?=\n```$)/m;
const REMEDY =
  'The table and docs/session.md differ. Write the new drawing with: UPDATE_DRAWING=1 npx mocha packages/core/dist/session/drawing.test.js';

describe('the drawing of the session', () => {
  it('is the one that docs/session.md shows', () => {
    const page = readFileSync(PAGE, 'utf8');
    if (process.env['UPDATE_DRAWING'] === '1') writeFileSync(PAGE, page.replace(FENCE, drawing()));
    const [shown] = FENCE.exec(readFileSync(PAGE, 'utf8')) ?? [];
    expect(shown, REMEDY).to.equal(drawing());
  });

  it('shows every phase, the beginning and both ends', () => {
    for (const phase of phases) expect(drawing()).to.match(new RegExp(`^  ${phase} --> `, 'm'));
    expect(drawing()).to.include('[*] --> idle').and.include('closed --> [*]').and.include('failed --> [*]');
  });
});
