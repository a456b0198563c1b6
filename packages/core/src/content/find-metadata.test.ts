import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { findMetadata, type IncomingMetadata } from './find-metadata.js';

const table: { readonly [T in keyof IncomingMetadata]: readonly [fields: object, read: IncomingMetadata[T]] } = {
  ExternalId: [{ id: 'yes' }, { id: 'yes' }],
  ConnectorPaymentResponse: [
    { status: 'OK', requestIdentifier: 'r-1' },
    { status: 'OK', requestIdentifier: 'r-1' },
  ],
  ConnectorAuthenticationResponse: [
    { status: 'failed', token: 't'.repeat(2_000), errors: 'expired' },
    { status: 'failed', token: 't'.repeat(2_000), errors: ['expired'] },
  ],
  SocialMessagingEventData: [
    {
      channel: 'Private',
      replyToId: '1',
      event: { source: 'Facebook', type: 'DirectMessage' },
      conversationState: { currentChannel: 'Private', dmChatId: '9' },
    },
    {
      channel: 'Private',
      replyToId: '1',
      source: 'Facebook',
      event: 'DirectMessage',
      currentChannel: 'Private',
      dmChatId: '9',
    },
  ],
  Survey: [
    { id: 's', revision: '1.0', provider: 'External' },
    { id: 's', revision: '1.0', provider: 'External' },
  ],
};

describe('findMetadata', () => {
  for (const [name, [fields, read]] of Object.entries(table)) {
    const type = name as keyof IncomingMetadata;

    it(`reads ${name}`, () => {
      expect(findMetadata([{ type: 'Other' }, { type, ...fields }], type)).to.deep.equal(read);
    });

    it(`reads ${name} out of anything, without a throw`, () => {
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...Object.keys(fields)), fc.anything()), (junk) => {
          findMetadata([{ ...junk, type }], type);
        }),
      );
    });
  }

  it('finds nothing where nothing is, or where the id is missing', () => {
    expect(findMetadata([], 'Survey')).to.equal(undefined);
    expect(findMetadata([{ type: 'Survey' }], 'Survey')).to.equal(undefined);
    expect(findMetadata([{ type: 'ExternalId', id: 'x'.repeat(65) }], 'ExternalId')).to.equal(undefined);
  });

  it('passes over a broken piece to a good one', () => {
    expect(findMetadata([{ type: 'Survey' }, { type: 'Survey', id: 's' }], 'Survey')?.id).to.equal('s');
  });
});
