import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { actionReason } from '../content/metadata.js';
import { ConfigurationError, ContentError } from '../errors/configuration.js';
import { RequestRefusedError } from '../errors/platform.js';
import type { ConversationSnapshot } from '../protocol/conversation-change.js';
import { Conversation } from './conversation.js';
import { colleague, consumer, described, id, main, self } from './described.test.support.js';
import { ConversationRecord } from './record.js';
import type { Voice } from './voice.js';

let requests: unknown[];
let told: string[];
let answer: () => Promise<unknown>;

beforeEach(() => {
  requests = [];
  told = [];
  answer = () => Promise.resolve('OK');
});

const conversationWith = (more: Partial<ConversationSnapshot> = {}): Conversation => conversationOf(recordWith(more));

const recordWith = (more: Partial<ConversationSnapshot> = {}): ConversationRecord =>
  new ConversationRecord(described(more), self);

function conversationOf(record: ConversationRecord): Conversation {
  const voice: Partial<Voice> = {
    request: (...request) => {
      requests.push(request);
      told.push('request');
      return answer();
    },
    settleReceipts: (dialogId) => {
      told.push(`receipts of ${dialogId}`);
      return Promise.resolve();
    },
  };
  return new Conversation(record, voice as Voice);
}

const update = (conversationField: readonly object[], metadata?: unknown) => [
  '.ams.cm.UpdateConversationField',
  { conversationId: id, conversationField },
  metadata,
];
const publish = (event: object, { dialogId = id, metadata }: { dialogId?: string; metadata?: unknown } = {}) => [
  '.ams.ms.PublishEvent',
  { dialogId, conversationId: id, event },
  metadata,
];
const remove = (userId = self.oldId) => ({
  field: 'ParticipantsChange',
  type: 'REMOVE',
  role: 'ASSIGNED_AGENT',
  userId,
});
const suggest = { field: 'ParticipantsChange', type: 'SUGGEST', role: 'ASSIGNED_AGENT', userId: colleague };
const skill = (skillId: string) => ({ field: 'Skill', type: 'UPDATE', skill: skillId });
const nobody = { participants: [{ id: consumer, role: 'CONSUMER' }] };

async function refusal(act: Promise<unknown>): Promise<unknown> {
  return act.then(
    () => expect.fail('It was expected to reject.'),
    (error: unknown) => error,
  );
}

describe('What a conversation asks of the platform', () => {
  const frames: readonly (readonly [string, (one: Conversation) => Promise<unknown>, readonly unknown[]])[] = [
    ['typing', (one) => one.typing(), publish({ type: 'ChatStateEvent', chatState: 'COMPOSING' })],
    ['no longer typing', (one) => one.typing('off'), publish({ type: 'ChatStateEvent', chatState: 'ACTIVE' })],
    ['any chat state', (one) => one.sendChatState('GONE'), publish({ type: 'ChatStateEvent', chatState: 'GONE' })],
    [
      'read receipts',
      (one) => one.markRead([3, 4]),
      publish({ type: 'AcceptStatusEvent', status: 'READ', sequenceList: [3, 4] }),
    ],
    [
      'any receipt, with metadata, in any dialog',
      (one) => one.sendReceipt('ENRICH', [3], { dialogId: 'survey', metadata: [{ type: 'Question' }] }),
      publish(
        { type: 'AcceptStatusEvent', status: 'ENRICH', sequenceList: [3] },
        { dialogId: 'survey', metadata: [{ type: 'Question' }] },
      ),
    ],
    ...['AGENT', 'MANAGER', 'READER', 'ASSIGNED_AGENT'].map(
      (role) =>
        [
          `a join as ${role}`,
          (one: Conversation) => one.join(role),
          update([{ field: 'ParticipantsChange', type: 'ADD', role, userId: self.oldId }]),
        ] as const,
    ),
    [
      'a join of one dialog',
      (one) => one.join('AGENT', { dialogId: 'survey' }),
      update([{ field: 'ParticipantsChange', type: 'ADD', role: 'AGENT', userId: self.oldId, dialogId: 'survey' }]),
    ],
    ['leaving', (one) => one.leave(), update([remove()])],
    ['going back to the queue', (one) => one.backToQueue(), update([remove()])],
    [
      'a transfer to a skill',
      (one) => one.transfer({ skill: '301' }, [actionReason('escalated_by_user')]),
      update([remove(), skill('301')], [{ type: 'ActionReason', reason: 'escalated_by_user' }]),
    ],
    [
      'a transfer to an agent in a skill',
      (one) => one.transfer({ agent: colleague, skill: '301' }),
      update([remove(), suggest, skill('301')]),
    ],
    [
      'a transfer to an agent, who gets it in the skill it has',
      (one) => one.transfer({ agent: colleague }),
      update([remove(), suggest, skill('300')]),
    ],
    [
      'the end of the whole',
      (one) => one.close(),
      update([{ field: 'ConversationStateField', conversationState: 'CLOSE' }]),
    ],
    [
      'the end of the main dialog',
      (one) => one.close({ survey: true }),
      update([
        {
          field: 'DialogChange',
          type: 'UPDATE',
          dialog: { dialogId: id, state: 'CLOSE', closedBy: 'AGENT', closedCause: 'Completed' },
        },
      ]),
    ],
    [
      'the end of one dialog, with a cause',
      (one) => one.close({ dialogId: 'survey', cause: 'answered' }),
      update([
        {
          field: 'DialogChange',
          type: 'UPDATE',
          dialog: { dialogId: 'survey', state: 'CLOSE', closedBy: 'AGENT', closedCause: 'answered' },
        },
      ]),
    ],
    ['an urgency', (one) => one.setTtr('URGENT'), update([{ field: 'TTRField', ttrType: 'URGENT', value: 300 }])],
    [
      'a time to respond in seconds',
      (one) => one.setTtr({ seconds: 90 }),
      update([{ field: 'TTRField', ttrType: 'CUSTOM', value: 90 }]),
    ],
    [
      'a delay',
      (one) => one.setDelay({ type: 'NIGHT', until: new Date(5_000) }),
      update([{ field: 'DelayField', type: 'NIGHT', tillWhen: 5_000 }]),
    ],
    ['a due time by hand', (one) => one.setManualEttr(new Date(5_000)), update([{ field: 'ManualETTR', time: 5_000 }])],
    ['no due time by hand', (one) => one.setManualEttr(undefined), update([{ field: 'ManualETTR', time: null }])],
    ['a note', (one) => one.setNote('a bill'), update([{ field: 'Note', note: 'a bill' }])],
    ['a topic', (one) => one.setTopic('bills'), update([{ field: 'TopicField', note: 'bills' }])],
    [
      'a tag of a dialog',
      (one) => one.tag([{ type: 'Survey', id: 'nps' }]),
      update([{ field: 'DialogChange', type: 'UPDATE', dialog: { dialogId: id } }], [{ type: 'Survey', id: 'nps' }]),
    ],
    ['a profile', (one) => one.consumerProfile(), ['.ams.userprofile.GetUserProfile', { userId: consumer }]],
    ['anything else', (one) => one.request('.KeepAlive'), ['.KeepAlive', {}, undefined]],
  ];
  for (const [what, act, frame] of frames) {
    it(`is one request for ${what}`, async () => {
      await act(conversationWith());
      expect(requests).to.deep.equal([frame]);
    });
  }

  it('leaves out whoever is not there: a transfer where nobody is responsible', async () => {
    await conversationWith(nobody).transfer({ skill: '301' });
    await conversationWith(nobody).transfer({ agent: colleague, skill: '301' });
    expect(requests).to.deep.equal([update([skill('301')]), update([suggest, skill('301')])]);
  });

  it('is nothing where it waits in a queue already', async () => {
    await conversationWith(nobody).backToQueue();
    expect(requests).to.deep.equal([]);
  });

  it('takes the conversation from a colleague, too', async () => {
    const participants = [...nobody.participants, { id: colleague, role: 'ASSIGNED_AGENT' }];
    await conversationWith({ participants }).backToQueue();
    expect(requests).to.deep.equal([update([remove(colleague)])]);
  });

  it('tells what was read before it parts', async () => {
    await conversationWith().transfer({ skill: '301' });
    expect(told).to.deep.equal([`receipts of ${id}`, 'request']);
  });

  it('goes to the survey once the main dialog is closed', async () => {
    const survey = main({ id: 'survey', type: 'POST_SURVEY' });
    await conversationWith({ dialogs: [main({ state: 'CLOSE' }), survey] }).typing();
    expect(requests).to.deep.equal([
      publish({ type: 'ChatStateEvent', chatState: 'COMPOSING' }, { dialogId: 'survey' }),
    ]);
  });
});

describe('What a conversation does not ask twice', () => {
  it('is its end', async () => {
    const conversation = conversationWith();
    await conversation.close();
    await conversation.close();
    expect(requests).to.have.length(1);
  });

  it('is the end of what is over already', async () => {
    await conversationWith({ stage: 'CLOSE' }).close();
    await conversationWith({ dialogs: [main({ state: 'CLOSE' })] }).close({ survey: true });
    expect(requests).to.deep.equal([]);
  });

  it('may be brought about by somebody else meanwhile', async () => {
    const record = recordWith();
    const conversation = conversationOf(record);
    answer = () => {
      record.update({ ...record.snapshot, stage: 'CLOSE', state: 'CLOSE' });
      return Promise.reject(new RequestRefusedError('.ams.cm.UpdateConversationField', 400, 'Refused.'));
    };
    await conversation.close();
    expect(requests).to.have.length(1);
  });

  it('is asked again after a refusal', async () => {
    const conversation = conversationWith();
    answer = () => Promise.reject(new RequestRefusedError('.ams.cm.UpdateConversationField', 400, 'Refused.'));
    expect(await refusal(conversation.close())).to.be.instanceOf(RequestRefusedError);
    answer = () => Promise.resolve('OK');
    await conversation.close();
    expect(requests).to.have.length(2);
  });
});

describe('What a conversation refuses before anything leaves', () => {
  const loose = (value: unknown): never => value as never;
  const mistakes: readonly (readonly [string, (one: Conversation) => Promise<unknown>, string])[] = [
    ['an empty text', (one) => one.send(''), 'text'],
    ['a text of 100 kB', (one) => one.send('x'.repeat(100_000)), 'text'],
    ['half of a surrogate pair', (one) => one.send('a\ud83d'), 'text'],
    ['a transfer to nowhere', (one) => one.transfer(loose({})), 'skill'],
    ['a transfer to a skill without a name', (one) => one.transfer({ skill: '' }), 'skill'],
    ['a transfer to an agent without a name', (one) => one.transfer({ agent: '' }), 'agent'],
    ['an urgency that there is not', (one) => one.setTtr(loose('SOON')), 'ttr'],
    ['half a second', (one) => one.setTtr({ seconds: 0.5 }), 'seconds'],
    ['a delay until no moment', (one) => one.setDelay({ type: 'NIGHT', until: new Date(NaN) }), 'until'],
    ['a due time that is none', (one) => one.setManualEttr(loose('soon')), 'due'],
    ['a receipt for nothing', (one) => one.markRead([]), 'sequences'],
    ['a receipt for half a message', (one) => one.markRead([1, 1.5]), 'sequences[1]'],
    ['metadata without a type', (one) => one.tag(loose([{}])), 'metadata[0].type'],
    [
      'a reason that is too long',
      (one) => one.close({ metadata: [{ type: 'ActionReason', reason: 'x'.repeat(65) }] }),
      'metadata[0].reason',
    ],
    [
      'a receipt with wrong metadata',
      (one) => one.sendReceipt('ENRICH', [1], { metadata: loose([{}]) }),
      'metadata[0].type',
    ],
  ];
  for (const [what, act, option] of mistakes) {
    it(`is ${what}`, async () => {
      const error = await refusal(act(conversationWith()));
      expect(error).to.be.instanceOf(ConfigurationError).and.include({ option });
      expect(told).to.deep.equal([]);
      if (option === 'text') expect(error).to.be.instanceOf(ContentError);
    });
  }
});

describe('A conversation shows', () => {
  it('what the platform has told of it', () => {
    const conversation = conversationWith({
      startTs: 1_000,
      endTs: 9_000,
      effectiveTtr: 5_000,
      manualEttr: 6_000,
      delay: { type: 'NIGHT', until: 7_000 },
      ttr: { type: 'NORMAL', seconds: 600 },
      unread: { [consumer]: 2 },
      campaignInfo: { campaignId: 1, engagementId: '2' },
      context: { type: 'SharkContext' },
      note: 'a bill',
      topic: 'bills',
      csat: { csatRate: 5 },
      dialogs: [main({ creationTs: 1_000, endTs: 8_000, metaData: { appInstallId: 'survey-bot' } })],
    });
    const { effectiveTtr, manualEttr, delay, ttr, unread, campaign, context, note, topic, csat } = conversation;
    expect({ effectiveTtr, manualEttr, delay, ttr, unread, campaign, context, note, topic, csat }).to.deep.equal({
      effectiveTtr: new Date(5_000),
      manualEttr: new Date(6_000),
      delay: { type: 'NIGHT', until: new Date(7_000) },
      ttr: { type: 'NORMAL', seconds: 600 },
      unread: { [consumer]: 2 },
      campaign: { campaignId: '1', engagementId: '2' },
      context: { type: 'SharkContext' },
      note: 'a bill',
      topic: 'bills',
      csat: { csatRate: 5 },
    });
    const { startedAt, endedAt, dialogs, consumer: asks, assignedAgent, myRole } = conversation;
    expect([startedAt, endedAt]).to.deep.equal([new Date(1_000), new Date(9_000)]);
    expect([asks?.id, assignedAgent?.id, myRole]).to.deep.equal([consumer, self.oldId, 'ASSIGNED_AGENT']);
    expect(dialogs[0]).to.deep.include({
      openedAt: new Date(1_000),
      closedAt: new Date(8_000),
      channelType: 'MESSAGING',
      metaData: { appInstallId: 'survey-bot' },
    });
  });

  it('nothing of what the platform has kept to itself', () => {
    const { campaign, effectiveTtr, manualEttr, delay, endedAt, csat } = conversationWith();
    expect([campaign, effectiveTtr, manualEttr, delay, endedAt, csat].every((one) => one === undefined)).to.equal(true);
  });
});
