import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { ContentError } from '../errors/configuration.js';
import { RequestRefusedError, UnexpectedAnswerError } from '../errors/platform.js';
import type { MessageEvent } from '../protocol/message-event.js';
import { download, upload } from './files.js';
import { HistoryMessage } from './history-message.js';
import type { Voice } from './voice.js';

const png = (size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};
const gif = Uint8Array.from(Buffer.from('GIF89a…'));
const jpg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0]);
const good = {
  relativePath: '/v1/AUTH_async-images/12345678/ab.PNG',
  queryParams: { temp_url_sig: 'c0de', temp_url_expires: '1700000060' },
};
const path = `${good.relativePath}?temp_url_sig=c0de&temp_url_expires=1700000060`;

let asked: unknown[];
let carried: unknown[];
let answers: unknown[];
let failures: Error[];
let voice: Voice;

beforeEach(() => {
  asked = [];
  carried = [];
  answers = [];
  failures = [];
  const carry = async (...what: unknown[]): Promise<void> => {
    carried.push(what);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };
  const parts: Partial<Voice> = {
    request: (...request) => {
      asked.push(request.slice(0, 2));
      return Promise.resolve(answers.shift() ?? good);
    },
    files: {
      put: (where, bytes) => carry('put', where, bytes.length),
      get: async (where, limit) => {
        await carry('get', where, limit);
        return gif;
      },
    },
  };
  voice = parts as Voice;
});

const refusal = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => expect.fail('It was expected to reject.'),
    (error: unknown) => error,
  );

const messageWith = (message: unknown): HistoryMessage => {
  const event: MessageEvent = {
    dialogId: 'a',
    sequence: 1,
    event: { type: 'ContentEvent', contentType: 'hosted/file', message },
    metadata: [],
  };
  return new HistoryMessage(event);
};

describe('upload', () => {
  it('asks for an address, stores the bytes there, and gives the message that shows them', async () => {
    const { event } = await upload(voice, { bytes: png(64), caption: 'A picture', thumbnail: gif });
    expect(asked).to.deep.equal([['.ams.ms.GenerateURLForUploadFile', { fileSize: 64, fileType: 'PNG' }]]);
    expect(carried).to.deep.equal([['put', path, 64]]);
    expect(event).to.deep.equal({
      type: 'ContentEvent',
      contentType: 'hosted/file',
      message: {
        caption: 'A picture',
        relativePath: good.relativePath,
        fileType: 'PNG',
        preview: `data:image/gif;base64,${Buffer.from(gif).toString('base64')}`,
      },
    });
  });

  it('knows a picture by its bytes', async () => {
    await upload(voice, { bytes: jpg });
    await upload(voice, { bytes: gif });
    expect(asked.map((request) => (request as [string, { fileType: string }])[1].fileType)).to.deep.equal([
      'JPG',
      'GIF',
    ]);
  });

  it('takes 3 MiB to the byte', async () => {
    await upload(voice, { bytes: png(3_145_728) });
    expect(carried).to.have.length(1);
  });

  const mistakes: readonly (readonly [string, unknown, string])[] = [
    ['one byte more than 3 MiB', { bytes: png(3_145_729) }, 'file.bytes'],
    ['a file of 4 MB', { bytes: png(4_000_000) }, 'file.bytes'],
    ['a file that is no picture', { bytes: Buffer.from('%PDF-1.7 …') }, 'file.bytes'],
    ['an empty file', { bytes: new Uint8Array() }, 'file.bytes'],
    ['a name instead of bytes', { bytes: 'cat.png' }, 'file.bytes'],
    ['a caption that is no text', { bytes: gif, caption: 7 }, 'file.caption'],
    ['a caption with half of a surrogate pair', { bytes: gif, caption: 'a\ud83d' }, 'file.caption'],
    ['a thumbnail that is no picture', { bytes: gif, thumbnail: Buffer.from('text') }, 'file.thumbnail'],
    ['a thumbnail of 30 kB', { bytes: gif, thumbnail: png(30_720) }, 'file.thumbnail'],
  ];
  for (const [what, file, where] of mistakes) {
    it(`refuses ${what} before anything leaves`, async () => {
      const error = await refusal(upload(voice, file as never));
      expect(error).to.be.instanceOf(ContentError).and.include({ path: where });
      expect(asked).to.deep.equal([]);
    });
  }

  it('asks once more for an address that has expired', async () => {
    failures = [new RequestRefusedError('PUT file', 401, 'expired')];
    await upload(voice, { bytes: gif });
    expect([asked.length, carried.length]).to.deep.equal([2, 2]);
    failures = [new RequestRefusedError('PUT file', 401, 'a'), new RequestRefusedError('PUT file', 401, 'b')];
    expect(await refusal(upload(voice, { bytes: gif }))).to.include({ message: 'b' });
  });

  it('does not ask again for what is refused for good', async () => {
    failures = [new RequestRefusedError('PUT file', 413, 'too large')];
    expect(await refusal(upload(voice, { bytes: gif }))).to.include({ status: 413 });
    expect(asked).to.have.length(1);
  });

  const hostile: readonly unknown[] = [
    {},
    { ...good, relativePath: 'v1/x' },
    { ...good, relativePath: '//evil.test/x' },
    { ...good, relativePath: '/../x' },
    { ...good, relativePath: '/v1/./x' },
    { ...good, relativePath: '/v1/x?temp_url_sig=1' },
    { ...good, relativePath: '/v1/x#y' },
    { ...good, relativePath: '/v1\\x' },
    { ...good, relativePath: `/${'x'.repeat(1_024)}` },
    { relativePath: '/v1/x' },
  ];
  hostile.forEach((answer, index) => {
    it(`sends nothing to an address that is none, as number ${index + 1} of a hostile platform`, async () => {
      answers = [answer];
      expect(await refusal(upload(voice, { bytes: gif }))).to.be.instanceOf(UnexpectedAnswerError);
      expect(carried).to.deep.equal([]);
    });
  });
});

describe('download', () => {
  const shown = {
    caption: 'A cat',
    relativePath: '/v1/x/cat.GIF',
    fileType: 'GIF',
    preview: 'data:image/gif;base64,AA',
  };

  it('asks where the file of a message is, and fetches it', async () => {
    const file = await download(voice, messageWith(shown), { limit: 1_000 });
    expect(asked).to.deep.equal([['.ams.ms.GenerateURLForDownloadFile', { relativePath: '/v1/x/cat.GIF' }]]);
    expect(carried).to.deep.equal([['get', path, 1_000]]);
    expect(file).to.deep.equal({
      caption: 'A cat',
      relativePath: '/v1/x/cat.GIF',
      fileType: 'GIF',
      thumbnail: 'data:image/gif;base64,AA',
      bytes: gif,
    });
  });

  for (const [what, message] of [
    ['a text', 'hello'],
    ['a file without a path', { caption: 'a' }],
    ['a path that is no text', { relativePath: {} }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(messageWith(message).file).to.equal(undefined);
      expect(await refusal(download(voice, messageWith(message)))).to.be.instanceOf(ContentError);
      expect(asked).to.deep.equal([]);
    });
  }
});
