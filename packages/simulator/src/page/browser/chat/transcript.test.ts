import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AGENT, chatState, type Heard, messageEvent, receipt, text } from './chat-state.test.support.js';
import { addEvent, emptyTranscript, openQuestion, type Transcript, unseen } from './transcript.js';

const transcriptOf = (...events: readonly (readonly [unknown, Heard])[]): Transcript =>
  events.map(([event, heard]) => messageEvent(event, heard)).reduce(addEvent, emptyTranscript);

const textsOf = ({ messages }: Transcript) => messages.map(({ body }) => body.kind === 'text' && body.text);

const question = text('Sure?', {
  quickReplies: {
    type: 'quickReplies',
    replies: [
      { type: 'button', title: 'Yes', click: { actions: [{ type: 'publishText', text: 'yes' }] } },
      { type: 'button', click: { actions: [] } },
    ],
  },
});

describe('addEvent', () => {
  it('orders messages by sequence, however they come, and shows each once', () => {
    const transcript = transcriptOf(
      [text('c'), { sequence: 4 }],
      [text('a'), { sequence: 0 }],
      [text('b'), { sequence: 2 }],
      [text('a again'), { sequence: 0 }],
    );
    expect(textsOf(transcript)).to.deep.equal(['a', 'b', 'c']);
  });

  it('knows where to catch up from, receipts counted and typing not', () => {
    const transcript = transcriptOf(
      [text('a'), { sequence: 0 }],
      [receipt('READ', 0), { sequence: 1 }],
      [chatState('COMPOSING'), {}],
    );
    expect(transcript.next).to.equal(2);
  });

  it('keeps markup as the characters it is made of', () => {
    const written = '<b>bold</b> **bold** [x](https://example.com)';
    expect(textsOf(transcriptOf([text(written), { sequence: 0 }]))).to.deep.equal([written]);
  });

  it('names an attachment that lies nowhere in the file storage', () => {
    const file = {
      type: 'ContentEvent',
      contentType: 'hosted/file',
      message: { caption: 'My tent', relativePath: '//elsewhere.example/x.JPG', fileType: 'JPG' },
    };
    expect(textsOf(transcriptOf([file, { sequence: 0 }]))).to.deep.equal(['Attachment: My tent (JPG)']);
  });

  it('takes only what the brand reads as read', () => {
    const transcript = transcriptOf(
      [text('hi'), { sequence: 0, by: 'CONSUMER' }],
      [receipt('ACCEPT', 0), { sequence: 1 }],
      [receipt('READ', 7), { sequence: 2, by: 'CONSUMER' }],
    );
    expect([...transcript.read]).to.deep.equal([]);
    expect([...addEvent(transcript, messageEvent(receipt('READ', 0), { sequence: 3 })).read]).to.deep.equal([0]);
  });

  it('knows what the consumer has not seen', () => {
    const transcript = transcriptOf(
      [text('Hello'), { sequence: 0 }],
      [text('hi'), { sequence: 1, by: 'CONSUMER' }],
      [text('How are you?'), { sequence: 2 }],
      [receipt('READ', 0), { sequence: 3, by: 'CONSUMER' }],
    );
    expect(unseen(transcript)).to.deep.equal([2]);
  });

  it('shows who is writing until they stop or have said it', () => {
    const writing = transcriptOf([chatState('COMPOSING'), {}], [chatState('COMPOSING'), { by: 'CONSUMER' }]);
    expect(writing.typing).to.equal(AGENT);
    expect(addEvent(writing, messageEvent(chatState('ACTIVE'), {})).typing).to.equal(undefined);
    expect(addEvent(writing, messageEvent(text('so'), { sequence: 0 })).typing).to.equal(undefined);
  });

  it('ignores content without a sequence and events that nobody knows', () => {
    expect(transcriptOf([text('where?'), {}])).to.deep.equal(emptyTranscript);
    expect(transcriptOf([{ type: 'WeatherEvent' }, { sequence: 0 }]).messages).to.deep.equal([]);
  });
});

describe('openQuestion', () => {
  it('is the last message, while nobody has answered it', () => {
    const asked = transcriptOf([text('hi'), { sequence: 0, by: 'CONSUMER' }], [question, { sequence: 1 }]);
    expect(openQuestion(asked)?.quickReplies.map(({ title }) => title)).to.deep.equal(['Yes']);
    const answers = [
      messageEvent(text('no'), { sequence: 2, by: 'CONSUMER' }),
      messageEvent(text('Never mind'), { sequence: 2 }),
      messageEvent(receipt('ACTION', 1), { sequence: 2, by: 'CONSUMER' }),
    ];
    for (const answer of answers) expect(openQuestion(addEvent(asked, answer))).to.equal(undefined);
  });
});
