import { expect } from 'chai';
import fc from 'fast-check';
import { isHoldfastError } from 'holdfast';
import { describe, it } from 'mocha';
import { heapInUse } from './support/heap-in-use.js';
import { expectService, Scene } from './support/scene.js';
import { tenth } from './support/tenth.js';
import { Opcode, wsFrame } from './support/ws-frame.js';

/** How many batches are sent; raise it for a long search, e.g. `FUZZ_RUNS=5000 FUZZ_SEED=7`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);
const SEED = process.env['FUZZ_SEED'];

/** Stands for the bearer of the bot, which a test knows only once it has logged in. */
const BEARER = 'bearer-of-the-bot';

const word = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 3, arbitrary: fc.constantFrom(BEARER, '__proto__', 'constructor', '', '../../etc/x', '0', '7', '\u0000') },
  { weight: 1, arbitrary: fc.constant('x'.repeat(100_000)) },
);
const key = fc.oneof(
  word,
  fc.constantFrom('type', 'result', 'conversationDetails', 'dialogs', 'sequence', 'dialogId', 'event', 'changes'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    word,
    fc.constantFrom(null, true, 0, -1, 2 ** 53, 1e308, 7.5),
    fc.array(tie('any'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('any')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
})).any;

const types = [
  '.ams.aam.ExConversationChangeNotification',
  '.ams.ms.OnlineEventDistribution',
  '.ams.routing.RoutingTaskNotification',
  '.ams.routing.AgentStateNotification',
  '.ams.routing.RingUpdated',
];

/** Frames that are almost right reach further than those that are not right at all. */
const notification = fc.record({
  kind: fc.constant('notification'),
  type: fc.oneof(fc.constantFrom(...types), word),
  body: fc.oneof(
    value,
    fc.record({
      subscriptionId: word,
      changes: fc.array(fc.record({ type: fc.constantFrom('UPSERT', 'DELETE', 'x'), result: value }), { maxLength: 4 }),
    }),
    fc.record({
      dialogId: word,
      sequence: value,
      originatorId: word,
      event: fc.record({
        type: fc.constantFrom('ContentEvent', 'AcceptStatusEvent', 'x'),
        message: value,
        contentType: word,
      }),
    }),
    fc.record({
      rings: fc.array(fc.record({ ringId: word, ringState: fc.constantFrom('WAITING', 'x'), weight: value }), {
        maxLength: 4,
      }),
    }),
  ),
});
const answer = fc.record({
  kind: fc.constantFrom('resp', 'RESP', 'x'),
  reqId: fc.oneof(word, value, fc.nat(300).map(String)),
  code: fc.oneof(fc.constantFrom(200, 401, 500, '200'), value),
  type: word,
  body: value,
});
const json = fc.oneof(notification, answer, value).map((frame) => JSON.stringify(frame) ?? '');

type Piece = readonly [opcode: number, payload: string | Uint8Array, fin: boolean];

const text = json.map((payload): Piece => [Opcode.text, payload, true]);
const broken = fc
  .tuple(json, fc.nat(200), word)
  .map(([payload, at, between]): Piece => [Opcode.text, payload.slice(0, at) + between + payload.slice(at + 1), true]);
const bytes = fc
  .tuple(fc.nat(15), fc.uint8Array({ maxLength: 300 }), fc.boolean())
  .map(([opcode, payload, fin]): Piece => [opcode, payload, fin]);
const piece = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: broken },
  { weight: 2, arbitrary: bytes },
);
const batch = fc.array(piece, { minLength: 1, maxLength: 8 });

const MEMORY = 20 * 2 ** 20;

describe('Frames of any shape', function () {
  this.timeout(90_000);

  it('leave a session alive, or end its socket with a typed reason; no prototype, no secret and no memory is lost', async () => {
    await using scene = await Scene.live({
      bot: { loop: { replies: Infinity } },
      session: {
        reconnect: { windows: [[0, 5]], settle: 60_000 },
        login: { ...tenth.login, minInterval: 10 },
      },
    });
    const bearer = (): string => scene.grants.at(-1)?.bearer ?? '';
    const consumer = await scene.consumer();
    let turn = 0;
    /** The last word on each batch: whoever has read it to its end serves on. */
    const send = async (pieces: readonly Piece[]): Promise<void> => {
      for (const [opcode, payload, fin] of pieces) {
        const said = typeof payload === 'string' ? payload.replaceAll(BEARER, bearer()) : Buffer.from(payload);
        scene.relay.inject(wsFrame(opcode, said, { fin }));
      }
      turn += 1;
      await consumer.says(`turn ${turn}`);
      await consumer.hears(`You said: turn ${turn}`, { within: 9_000 });
    };
    await send([[Opcode.text, '{}', true]]);
    const before = heapInUse();
    await fc.assert(
      fc.asyncProperty(batch, async (pieces) => {
        await send(pieces);
        expect(scene.bot.state.phase).not.to.equal('failed');
        expect(({} as { x?: unknown; type?: unknown }).type).to.equal(undefined);
      }),
      { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    );
    await expectService(scene);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
    for (const { error } of scene.all('interrupted')) expect(isHoldfastError(error)).to.equal(true);
    expect(scene.all('interrupted').length, 'frames that ended a socket').to.be.above(5);
    expect(scene.bot.health().oddities, 'frames that did not').to.include.keys(
      'malformed-frame',
      'unknown-notification',
    );
    expect(heapInUse() - before).to.be.below(MEMORY);
  });
});
