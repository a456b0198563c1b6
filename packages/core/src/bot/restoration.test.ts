import { expect } from 'chai';
import { describe, it } from 'mocha';
import { agentIdentity } from '../protocol/agent-id.js';
import { subscribeConversations } from './restoration.js';

const self = agentIdentity('12345678', '3000000001');
const query = (watch: Parameters<typeof subscribeConversations>[0]): unknown =>
  subscribeConversations(watch, self).body;

describe('subscribeConversations', () => {
  it('asks for what the bot takes part in, until the main dialog or until the whole is closed', () => {
    expect(query('assigned')).to.deep.equal({ convState: ['OPEN'], agentIds: [self.oldId] });
    expect(query('surveys')).to.deep.equal({ stage: ['OPEN'], agentIds: [self.oldId] });
  });

  it('asks for all', () => {
    expect(query('all')).to.deep.equal({ convState: ['OPEN'] });
  });

  it('asks for open ones, unless the query says which', () => {
    expect(query({ skillId: '300' })).to.deep.equal({ convState: ['OPEN'], skillId: '300' });
    expect(query({ convState: ['CLOSE'] })).to.deep.equal({ convState: ['CLOSE'] });
    expect(query({ stage: ['OPEN'] })).to.deep.equal({ stage: ['OPEN'] });
  });
});
