import * as core from '@holdfast/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import * as holdfast from './index.js';

describe('The package holdfast', () => {
  it('offers every value that the ground floor offers', () => {
    expect(Object.keys(holdfast)).to.include.members(Object.keys(core));
  });

  it('offers the way to LivePerson beside them, and nothing that nobody put there', () => {
    const own = Object.keys(holdfast).filter((name) => !(name in core));
    expect(own).to.have.members([
      'liveperson',
      'fromEnv',
      'run',
      'platformServices',
      'appToken',
      'brandToken',
      'DomainApi',
      'oauth1',
      'oauth1Header',
      'defaultLogger',
    ]);
  });
});
