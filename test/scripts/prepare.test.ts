import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Checkout } from './checkout.js';

const silent = { code: 0, stdout: '', stderr: '' };

describe('scripts/prepare.mjs', function () {
  this.timeout(60_000);

  let checkout: Checkout;

  beforeEach(() => {
    checkout = new Checkout();
    checkout.write('examples/sample/src/main.ts', `export const answer: number = 42;`);
  });

  afterEach(() => checkout.remove('.'));

  it('compiles, and has nothing to say about it', async () => {
    expect(await checkout.run('prepare.mjs')).to.deep.equal(silent);
    expect(checkout.has('examples/sample/dist/main.js')).to.equal(true);
  });

  it('removes what was compiled from a source that is gone, and nothing else', async () => {
    checkout.write('examples/sample/src/old/gone.ts', `export {};`);
    await checkout.run('prepare.mjs');
    checkout.write('examples/sample/dist/page.html', '<p>');
    checkout.remove('examples/sample/src/old');
    await checkout.run('prepare.mjs');
    expect(checkout.has('examples/sample/dist/old')).to.equal(false);
    expect(checkout.has('examples/sample/dist/main.js')).to.equal(true);
    expect(checkout.has('examples/sample/dist/page.html')).to.equal(true);
  });

  it('compiles again what somebody has deleted', async () => {
    await checkout.run('prepare.mjs');
    checkout.remove('examples/sample/dist');
    expect(await checkout.run('prepare.mjs')).to.deep.equal(silent);
    expect(checkout.has('examples/sample/dist/main.js')).to.equal(true);
  });

  it('serves several at once', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => checkout.run('prepare.mjs')));
    expect(outcomes).to.deep.equal([silent, silent, silent]);
  });

  it('fails when the sources do not compile', async () => {
    checkout.write('examples/sample/src/main.ts', `export const answer: number = 'none';`);
    const { code, stdout, stderr } = await checkout.run('prepare.mjs');
    expect(code).to.equal(1);
    expect(stdout).to.contain('examples/sample/src/main.ts(1,14): error TS2322');
    expect(stderr).to.equal('The sources do not compile, see above.\n');
  });
});

describe('scripts/start.mjs', function () {
  this.timeout(60_000);

  let checkout: Checkout;

  beforeEach(() => {
    checkout = new Checkout();
  });

  afterEach(() => checkout.remove('.'));

  it('passes arguments on, and the exit code back', async () => {
    const main = `process.stdout.write(process.argv.slice(2).join(' ')); process.exitCode = 7;`;
    checkout.write('examples/sample/src/main.ts', main);
    const outcome = await checkout.run('start.mjs', `${checkout.folder}/examples/sample`, '--once', 'now');
    expect(outcome).to.deep.equal({ code: 7, stdout: '--once now', stderr: '' });
  });

  it('names the example that it cannot find', async () => {
    checkout.write('examples/sample/src/main.ts', `export {};`);
    const { code, stderr } = await checkout.run('start.mjs', `${checkout.folder}/examples/none`);
    expect(code).to.equal(1);
    expect(stderr).to.contain('There is no example in').and.to.contain('examples/none');
  });
});
