import { inspect } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { REDACTED, Secrets } from './secrets.js';

describe('Secrets', () => {
  it('takes its values out of a text', () => {
    const secrets = new Secrets(['correct horse']);
    secrets.add('battery staple', undefined);
    expect(secrets.redact('correct horse, battery staple')).to.equal(`${REDACTED}, ${REDACTED}`);
  });

  it('leaves nothing of a secret that begins with another one', () => {
    const secrets = new Secrets(['abcdefgh', 'abcdefghijkl']);
    expect(secrets.redact('abcdefghijkl')).to.equal(REDACTED);
  });

  it('ignores values that would blot out ordinary words', () => {
    const secrets = new Secrets(['', 'user', '12345', '   a   ']);
    expect(secrets.redact('user 12345   a   ')).to.equal('user 12345   a   ');
  });

  it('withholds a text that shows a secret only once its escapes are undone', () => {
    const secrets = new Secrets(['hunter2hunter2']);
    expect(secrets.redact('/%68unter2hunter2/')).to.equal(REDACTED);
    expect(secrets.redact('"\\u0068unter2hunter2"')).to.equal(REDACTED);
    expect(secrets.redact('/%2568unter2hunter2/')).to.equal(REDACTED);
  });

  it('forgets added values before it grows without end, and never those of the start', () => {
    const secrets = new Secrets(['permanent'], { limit: 2 });
    secrets.add('bearer-1', 'bearer-2');
    secrets.add('bearer-1', 'bearer-3');
    expect(secrets.redact('permanent bearer-1 bearer-2 bearer-3')).to.equal(
      `${REDACTED} ${REDACTED} bearer-2 ${REDACTED}`,
    );
  });

  it('shows nothing of itself', () => {
    const secrets = new Secrets(['hunter2hunter2']);
    expect(inspect(secrets, { showHidden: true, depth: 9 }) + JSON.stringify(secrets)).not.to.include('hunter2');
  });
});
