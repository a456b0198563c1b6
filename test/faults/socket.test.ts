import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { LifecycleEvents } from 'holdfast';
import type { Meeting } from './support/relay.js';
import { expectService, Scene } from './support/scene.js';
import { tenth } from './support/tenth.js';
import { passing, until } from './support/until.js';
import { answering, leftWaiting, refusing, switching, trickling } from './support/upgrade-answers.js';
import { closeFrame, FrameReader, Opcode, wsFrame } from './support/ws-frame.js';

type Interruption = LifecycleEvents['interrupted'];

/** Neither more nor less than these interruptions, and then service again. */
async function expectRecovery(
  scene: Scene,
  interruptions: readonly Partial<Interruption>[],
  logins = 1,
): Promise<void> {
  await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
  const told = scene.all('interrupted');
  expect(told).to.have.length(interruptions.length);
  interruptions.forEach((facts, index) => expect(told[index]).to.include(facts));
  expect(scene.logins, 'logins').to.equal(logins);
  await expectService(scene);
}

describe('Faults of the upgrade', function () {
  this.timeout(12_000);

  const cut: Partial<Interruption> = { reason: 'ECONNRESET' };
  const upgrades: readonly (readonly [string, Meeting, Partial<Interruption>, number?])[] = [
    ['W01 gives up an upgrade that is never answered', leftWaiting, { reason: 'timeout' }],
    ['W01 gives up an upgrade that trickles in byte by byte', trickling, { reason: 'timeout' }],
    ['W03 logs in once for an upgrade that is answered 401', refusing(401), { reason: 'refused', code: 401 }, 2],
    ['W03 logs in once for an upgrade that is answered 403', refusing(403), { reason: 'refused', code: 403 }, 2],
    ['W03 keeps the bearer when an upgrade is answered 429', refusing(429), { reason: 'refused', code: 429 }],
    ['W03 keeps the bearer when an upgrade is answered 503', refusing(503), { reason: 'refused', code: 503 }],
    [
      'W05 rejects an upgrade with a wrong Sec-WebSocket-Accept',
      switching({ accept: 'bm90IHRoZSByaWdodCBhbnN3ZXI=' }),
      { reason: 'violation' },
    ],
    [
      'W05 rejects a subprotocol that nobody asked for',
      switching({ headers: ['Sec-WebSocket-Protocol: chess'] }),
      { reason: 'violation' },
    ],
    [
      'W05 rejects an extension that nobody asked for',
      switching({ headers: ['Sec-WebSocket-Extensions: permessage-deflate'] }),
      { reason: 'violation' },
    ],
    [
      'W05 takes a page for what it is',
      answering('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\n<p>Hello</p'),
      { reason: 'refused', code: 200 },
    ],
    [
      'W05 takes the banner of an SSH server for what it is',
      answering('SSH-2.0-OpenSSH_9.2\r\n'),
      { reason: 'violation' },
    ],
    [
      'W05 reads no 100 KB of headers',
      answering(`HTTP/1.1 101 Switching Protocols\r\nX-Pad: ${'x'.repeat(100_000)}\r\n\r\n`),
      { reason: 'violation' },
    ],
  ];
  for (const [name, meeting, facts, logins] of upgrades) {
    it(name, async () => {
      await using scene = await Scene.live();
      scene.relay.meet(meeting);
      scene.relay.reset();
      await expectRecovery(scene, [cut, facts], logins);
      expect(scene.relay.met).to.equal(1);
    });
  }

  it('W01 gives an upgrade up within the stage time, to the tenth', async () => {
    await using scene = await Scene.live();
    scene.relay.meet(leftWaiting);
    scene.relay.reset();
    const first = await scene.next('interrupted');
    const waited = performance.now();
    const second = await scene.next('interrupted');
    expect(second.reason).to.equal('timeout');
    expect(performance.now() - waited - first.retryIn).to.be.within(900, 1_500);
  });

  it('W03 stays away for as long as Retry-After asks', async () => {
    await using scene = await Scene.live();
    scene.relay.meet(refusing(503, ['Retry-After: 2']));
    scene.relay.reset();
    await expectRecovery(scene, [cut, { reason: 'refused', code: 503 }]);
    expect(scene.all('interrupted')[1]?.retryIn).to.be.at.least(2_000);
  });

  it('W04 does not follow a redirection with its bearer', async () => {
    await using scene = await Scene.live();
    await using elsewhere = await Scene.set();
    scene.relay.meet(refusing(302, [`Location: ws://${elsewhere.relay.authority}/`]));
    scene.relay.reset();
    await expectRecovery(scene, [cut, { reason: 'refused', code: 302 }]);
    expect(elsewhere.relay.accepted).to.equal(0);
    expect(scene.relay.met).to.equal(1);
  });
});

describe('Faults of the open socket', function () {
  this.timeout(12_000);

  const closes: readonly (readonly [string, number, number])[] = [
    ['W07', 1000, 1],
    ['W07', 1001, 1],
    ['W09', 1008, 2],
    ['W11', 1011, 2],
    ['W13', 4401, 2],
    ['W13', 4407, 2],
    ['W14', 4999, 1],
  ];
  for (const [id, code, logins] of closes) {
    const bearer = logins === 1 ? 'with the same bearer' : 'with a new bearer';
    it(`${id} comes back ${bearer} after the platform has closed with ${code}`, async () => {
      await using scene = await Scene.live();
      await scene.consumer();
      expect(scene.simulator.cutSockets({ code })).to.equal(1);
      await expectRecovery(scene, [{ reason: 'closed', code }], logins);
      expect(scene.sockets).to.equal(2);
      expect(scene.diary.alarms.filter(({ message }) => message === 'connection interrupted')).to.have.length(1);
    });
  }

  it('W11 stays away for longer, with the same bearer, after the platform has closed with 1013', async () => {
    await using scene = await Scene.live({ bot: { random: () => 0 } });
    scene.simulator.cutSockets({ code: 1013 });
    await expectRecovery(scene, [{ reason: 'closed', code: 1013, retryIn: 5_000 }]);
    expect(scene.sockets).to.equal(2);
  });

  const raw: readonly (readonly [string, Buffer, Partial<Interruption>])[] = [
    ['W08 comes back after a close without a code', closeFrame(undefined), { reason: 'closed', code: 1005 }],
    ['W15 takes the close code 999 for a violation', closeFrame(999), { reason: 'violation' }],
    ['W15 takes the close code 1006 for a violation', closeFrame(1006), { reason: 'violation' }],
    ['W15 takes the close code 1015 for a violation', closeFrame(1015), { reason: 'violation' }],
    ['W15 takes the close code 5000 for a violation', closeFrame(5000), { reason: 'violation' }],
    ['W21 drops a server that masks its frames', wsFrame(Opcode.text, '{}', { masked: true }), { reason: 'violation' }],
    ['W21 drops a server that sets RSV bits', wsFrame(Opcode.text, '{}', { rsv: 4 }), { reason: 'violation' }],
    ['W21 drops a server with the opcode 3', wsFrame(3, '{}'), { reason: 'violation' }],
    ['W21 drops a server with a ping of 126 bytes', wsFrame(Opcode.ping, 'x'.repeat(126)), { reason: 'violation' }],
    ['W21 drops a continuation of nothing', wsFrame(Opcode.continuation, '{}'), { reason: 'violation' }],
    ['M01 drops a frame that declares 200 MB', wsFrame(Opcode.text, '{', { declared: 2e8 }), { reason: 'violation' }],
    ['M06 drops text that is not UTF-8', wsFrame(Opcode.text, Buffer.from([0xc3, 0x28])), { reason: 'violation' }],
    [
      'W23 drops a message of 130,000 fragments',
      Buffer.concat([
        wsFrame(Opcode.text, '{', { fin: false }),
        ...Array.from({ length: 130_000 }, () => wsFrame(Opcode.continuation, ' ', { fin: false })),
      ]),
      { reason: 'violation' },
    ],
    [
      'W19 drops a server that sends 5,000 pings in one write, instead of buffering answers',
      Buffer.concat(Array.from({ length: 5_000 }, () => wsFrame(Opcode.ping, ''))),
      { reason: 'closed', code: 1006 },
    ],
  ];
  for (const [name, bytes, facts] of raw) {
    it(name, async () => {
      await using scene = await Scene.live();
      const before = process.memoryUsage().rss;
      scene.relay.inject(bytes);
      await expectRecovery(scene, [facts]);
      expect(scene.sockets).to.equal(2);
      expect(process.memoryUsage().rss - before).to.be.below(40 * 2 ** 20);
    });
  }

  it('W08 comes back with the same bearer after a socket that ended without a close frame', async () => {
    await using scene = await Scene.live();
    scene.relay.end();
    await expectRecovery(scene, [{ reason: 'closed', code: 1006 }]);
  });

  it('W06 waits longer each time while sockets open and are closed at once', async () => {
    await using scene = await Scene.live();
    const closing = scene.simulator.faults.add({ match: { connect: 'agent' }, action: { close: 1000 }, times: 4 });
    scene.simulator.cutSockets({ code: 1000 });
    await until('the bot is live again', () => scene.all('recovered').length > 0, 9_000);
    expect(closing.fired).to.equal(4);
    const waits = scene.all('interrupted').map(({ retryIn }) => retryIn);
    expect(waits)
      .to.have.length(5)
      .and.to.deep.equal([...waits].sort((a, b) => a - b));
    expect(scene.all('live'), 'never called live meanwhile').to.have.length(2);
    expect(scene.logins, 'a login for three brief sockets in a row').to.equal(2);
  });

  it('W10 fails a message that is too big for the platform to whoever sent it, after three tries', async () => {
    await using scene = await Scene.live();
    const consumer = await scene.consumer();
    const rule = scene.simulator.faults.add({
      match: { frame: 'toServer', type: 'PublishEvent', where: (frame) => JSON.stringify(frame).includes('enormous') },
      action: { close: 1009 },
      times: Infinity,
    });
    const conversation = scene.bot.conversations.get(consumer.conversationId ?? '');
    const outcome = await conversation?.send(`enormous ${'x'.repeat(4_000)}`).then(
      () => 'sent',
      (error: unknown) => error,
    );
    expect(outcome).to.be.an.instanceOf(Error).with.property('code');
    expect(rule.fired).to.equal(3);
    await until('the bot is live again', () => scene.bot.state.phase === 'live');
    await expectService(scene);
    expect(rule.fired, 'and not once more').to.equal(3);
  });

  it('W16 handles every message that came in one segment with the close', async () => {
    await using scene = await Scene.live();
    const consumer = await scene.consumer();
    scene.relay.hold();
    await consumer.says('one');
    await consumer.says('two');
    await passing(50);
    scene.relay.release((held) => Buffer.concat([held, closeFrame(1001)]));
    await consumer.hears('You said: two');
    expect(scene.bot.handled).to.deep.equal(['hello', 'one', 'two']);
    expect(consumer.transcript.filter(({ text }) => text === 'You said: one')).to.have.length(1);
    await expectRecovery(scene, [{ code: 1001 }]);
  });

  it('W17 lives with a server that ignores pings and answers the clock', async () => {
    await using scene = await Scene.set();
    let dropped = 0;
    scene.relay.rewrite(({ opcode, bytes }) => {
      if (opcode !== Opcode.pong) return bytes;
      dropped += 1;
      return undefined;
    });
    await scene.start();
    await until('pongs were dropped', () => dropped > 2, 9_000);
    expect(scene.all('interrupted')).to.deep.equal([]);
    await expectService(scene);
  });

  it('W17 lives with a server that answers pings and ignores the clock', async () => {
    await using scene = await Scene.set({ session: { keepAlive: { every: 300 } } });
    const mute = scene.simulator.faults.add({
      match: { frame: 'toServer', type: /GetClock$/ },
      action: 'drop',
      times: Infinity,
    });
    await scene.start();
    await until('clock requests were dropped', () => mute.fired >= 2, 9_000);
    expect(scene.all('interrupted')).to.deep.equal([]);
    expect(scene.bot.health().oddities['clock-failed']).to.be.at.least(1);
    await expectService(scene);
  });

  it('W18 takes late answers to the clock for what they are while other bytes arrive', async () => {
    await using scene = await Scene.set({ session: { keepAlive: { every: 500 } } });
    const [soon, late] = [900, 1_100].map((delay) =>
      scene.simulator.faults.add({ match: { frame: 'toServer', type: /GetClock$/ }, action: { delay } }),
    );
    await scene.start();
    await until('the late answer came', () => scene.bot.health().oddities['late-answer'] === 1, 9_000);
    expect([soon?.fired, late?.fired]).to.deep.equal([1, 1]);
    expect(scene.bot.health().oddities['clock-failed']).to.equal(1);
    expect(scene.all('interrupted')).to.deep.equal([]);
  });

  it('W18 gives up a server that answers neither pings nor, in time, the clock', async () => {
    await using scene = await Scene.set();
    let pongs = 0;
    scene.relay.rewrite(({ opcode, bytes }) => (opcode === Opcode.pong && ++pongs ? undefined : bytes));
    const late = scene.simulator.faults.add({
      match: { frame: 'toServer', type: /GetClock$/ },
      action: { delay: 1_100 },
    });
    await scene.start();
    await expectRecovery(scene, [{ reason: 'silent' }]);
    expect(late.fired).to.equal(1);
  });

  it('W19 answers 1,000 pings in one write and stays', async () => {
    await using scene = await Scene.live();
    scene.relay.inject(Buffer.concat(Array.from({ length: 1_000 }, () => wsFrame(Opcode.ping, 'x'))));
    await expectService(scene);
    expect(scene.all('interrupted')).to.deep.equal([]);
  });

  it('W21 says that the protocol was broken also while it is still resuming', async () => {
    await using scene = await Scene.live();
    const mute = scene.simulator.faults.add({
      match: { frame: 'toServer', type: /SubscribeExConversations$/ },
      action: 'drop',
    });
    scene.simulator.cutSockets();
    await mute.firedOnce();
    expect(scene.bot.state.phase).to.equal('resuming');
    scene.relay.inject(wsFrame(3, '{}'));
    await expectRecovery(scene, [{ reason: 'closed' }, { reason: 'violation' }]);
    expect(scene.all('interrupted')[1]?.error.code).to.equal('PROTOCOL_VIOLATION');
  });

  it('W01 gives a platform that trickles its first answers the time of one stage for all of them', async () => {
    await using scene = await Scene.set({ session: { timeouts: { ...tenth.timeouts, response: 10_000 } } });
    const slow = ['SubscribeExConversations', 'SubscribeRoutingTasks', 'SetAgentState'].map((type, index) =>
      scene.simulator.faults.add({
        match: { frame: 'toServer', type: new RegExp(`${type}$`) },
        action: { delay: 450 * (index + 1) },
      }),
    );
    const started = scene.start();
    const { reason, error } = await scene.next('interrupted');
    expect(reason).to.equal('REQUEST_TIMEOUT');
    expect(error.message).to.include('1000 ms');
    expect(slow.map(({ fired }) => fired)).to.deep.equal([1, 1, 1]);
    await started;
    await expectService(scene);
  });

  it('W22 reads messages that are cut into fragments with pings between', async () => {
    await using scene = await Scene.live();
    const consumer = await scene.consumer();
    scene.relay.hold();
    await consumer.says('in pieces: 😀');
    await passing(50);
    scene.relay.release((held) =>
      Buffer.concat(
        new FrameReader()
          .read(held)
          .map(({ opcode, payload, bytes }) => (opcode === Opcode.text ? inPieces(payload) : bytes)),
      ),
    );
    await consumer.hears('You said: in pieces: 😀');
    expect(scene.bot.handled).to.deep.equal(['hello', 'in pieces: 😀']);
    expect(scene.all('interrupted')).to.deep.equal([]);
  });

  const strange: readonly (readonly [string, Buffer, string])[] = [
    ['a binary frame', wsFrame(Opcode.binary, '{"kind":"notification","type":"x","body":{}}'), 'binary-frame'],
    ['an empty frame', wsFrame(Opcode.text, ''), 'malformed-frame'],
    ['null', wsFrame(Opcode.text, 'null'), 'malformed-frame'],
    ['a list', wsFrame(Opcode.text, '[]'), 'malformed-frame'],
    ['a number', wsFrame(Opcode.text, '42'), 'malformed-frame'],
    ['a string', wsFrame(Opcode.text, '"x"'), 'malformed-frame'],
    ['what is no JSON', wsFrame(Opcode.text, '{"kind":'), 'malformed-frame'],
    ['what nests 100,000 deep', wsFrame(Opcode.text, '['.repeat(100_000)), 'deep-frame'],
  ];
  for (const [what, bytes, oddity] of strange) {
    it(`W24 counts ${what} and goes on`, async () => {
      await using scene = await Scene.live();
      scene.relay.inject(bytes);
      await expectService(scene);
      expect(scene.bot.health().oddities).to.include({ [oddity]: 1 });
      expect(scene.all('interrupted')).to.deep.equal([]);
    });
  }

  it('W25 does not wait for a peer that has fallen silent when it stops', async () => {
    await using scene = await Scene.live();
    await scene.consumer();
    await passing(100);
    scene.relay.silence();
    const begun = performance.now();
    await scene.bot.stop();
    expect(performance.now() - begun).to.be.below(1_000);
    expect(scene.bot.state.phase).to.equal('closed');
  });

  it('M04 is not poisoned by keys of prototypes', async () => {
    await using scene = await Scene.live();
    const poison = '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}';
    const body = `{"__proto__":{"x":1},"changes":[{"__proto__":{"x":1},"type":"UPSERT","result":${poison}}]}`;
    for (const type of ['.ams.ms.OnlineEventDistribution', '.ams.aam.ExConversationChangeNotification', '__proto__']) {
      const head = `"kind":"notification","type":"${type}","__proto__":{"x":1}`;
      scene.relay.inject(wsFrame(Opcode.text, `{${head},"body":${body}}`));
    }
    scene.relay.inject(
      wsFrame(Opcode.text, '{"kind":"resp","reqId":"__proto__","code":200,"body":{"__proto__":{"x":1}}}'),
    );
    await expectService(scene);
    expect(({} as { x?: unknown }).x).to.equal(undefined);
    expect(scene.all('interrupted')).to.deep.equal([]);
  });
});

/** A text message in some hundred fragments, which cut characters in two, with a ping behind every seventh. */
function inPieces(payload: Buffer): Buffer {
  const size = Math.ceil(payload.length / 500);
  const count = Math.ceil(payload.length / size);
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => [
      wsFrame(index === 0 ? Opcode.text : Opcode.continuation, payload.subarray(index * size, (index + 1) * size), {
        fin: index === count - 1,
      }),
      ...(index % 7 === 0 ? [wsFrame(Opcode.ping, '')] : []),
    ]).flat(),
  );
}
