import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ContentError } from '../errors/configuration.js';
import { actionReason, botResponse, checkMetadata, escalationSummary, externalId, survey } from './metadata.js';

const table: Readonly<Record<string, readonly [built: unknown, wire: unknown]>> = {
  'an id': [externalId('card-1'), { type: 'ExternalId', id: 'card-1' }],
  'a reason': [actionReason('escalated_by_user'), { type: 'ActionReason', reason: 'escalated_by_user' }],
  'a reason of the brand with an id': [
    actionReason('too_complex', { reasonId: '7' }),
    { type: 'ActionReason', reason: 'too_complex', reasonId: '7' },
  ],
  'what a bot understood': [
    botResponse({
      intents: [
        { id: 'order', name: 'Order', confidence: 0.8, level: 'high' },
        { id: 'chat', confidence: 0 },
      ],
      businessCases: ['orders'],
      externalConversationId: 'x-1',
    }),
    {
      type: 'BotResponse',
      externalConversationId: 'x-1',
      businessCases: ['orders'],
      intents: [
        { id: 'order', name: 'Order', confidenceScore: 0.8, confidence: 'high' },
        { id: 'chat', confidenceScore: 0 },
      ],
    },
  ],
  'a bot response with nothing to tell': [botResponse({}), { type: 'BotResponse' }],
  'a summary of an escalation': [
    escalationSummary({
      cause: 'three misunderstandings',
      businessCases: [{ id: 'orders', time: 12 }],
      conversationDuration: 90,
      escalatedDuring: 'orders',
    }),
    {
      type: 'EscalationSummary',
      escalationCause: 'three misunderstandings',
      businessCases: [{ id: 'orders', time: 12 }],
      conversationDuration: 90,
      escalatedDuringBusinessCase: 'orders',
    },
  ],
  'the survey of a dialog': [survey('nps'), { type: 'Survey', id: 'nps', provider: 'External' }],
  'a revision of a survey': [
    survey('nps', { revision: '1.0', provider: 'us' }),
    { type: 'Survey', id: 'nps', revision: '1.0', provider: 'us' },
  ],
};

describe('The builders of metadata', () => {
  for (const [name, [built, wire]] of Object.entries(table)) {
    it(`make ${name} as the platform wants it, frozen`, () => {
      expect(built).to.deep.equal(wire);
      expect(built).to.be.frozen;
      expect(() => checkMetadata([built], 'metadata')).to.not.throw();
    });
  }
});

describe('checkMetadata', () => {
  it('lets kinds pass that Holdfast does not know, and a score that is written as text', () => {
    const pieces = [
      { type: 'BrandsOwn', anything: {} },
      { type: 'BotResponse', intents: [{ id: 'a', confidence: '0.8' }] },
    ];
    expect(() => checkMetadata(pieces, 'metadata')).to.not.throw();
  });

  for (const [pieces, path] of [
    [{ type: 'ExternalId', id: 'a' }, 'metadata'],
    [[null], 'metadata[0]'],
    [[{ id: 'a' }], 'metadata[0].type'],
    [[{ type: 'A' }, { type: 'ExternalId', id: 'x'.repeat(65) }], 'metadata[1].id'],
    [[{ type: 'ExternalId', id: 7 }], 'metadata[0].id'],
    [[{ type: 'ActionReason' }], 'metadata[0].reason'],
    [[{ type: 'BotResponse', intents: [{}] }], 'metadata[0].intents[0].id'],
    [
      [{ type: 'EscalationSummary', escalationCause: 'a', businessCases: [{ id: 'a' }] }],
      'metadata[0].businessCases[0].time',
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(pieces).slice(0, 60)} at ${path}`, () => {
      expect(() => checkMetadata(pieces, 'metadata'))
        .to.throw(ContentError)
        .with.property('path', path);
    });
  }
});
