import { type Platform as Simulator, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import {
  type Authenticator,
  ConnectionLostError,
  RequestRefusedError,
  RequestTimeoutError,
  type Socket,
  type SocketTarget,
  type SocketTimings,
  type Transport,
  UpgradeRefusedError,
} from 'holdfast';
import { describe, it } from 'mocha';
import { rejection } from '../e2e/rejection.js';
import { until } from '../e2e/until.js';
import { inertServer } from './inert-server.js';
import { Listening } from './listening.js';

export interface TransportFactory {
  readonly make: () => Transport;
  /** Logs the bot of a simulated account in; a socket of an agent needs his bearer. */
  readonly authenticator: (simulator: Simulator) => Authenticator;
}

const timings: SocketTimings = {
  open: 5_000,
  response: 5_000,
  close: 1_000,
  idle: 4_000,
  pong: 3_000,
  probe: 3_000,
  keepAlive: 30_000,
};

const targetAt = (url: string, own: Partial<SocketTimings> = {}): SocketTarget => ({
  url: url.replace(/^http/, 'ws'),
  timings: { ...timings, ...own },
  clockRequest: '.GetClock',
});

const consumerTarget = ({ url, accountId }: Simulator, jwt: string): SocketTarget => ({
  ...targetAt(`${url}/ws_api/account/${accountId}/messaging/consumer?v=3`, { keepAlive: 20 }),
  clockRequest: 'GetClock',
  greeting: {
    type: 'InitConnection',
    body: {},
    headers: [{ type: '.ams.headers.ConsumerAuthentication', jwt }],
  },
});

async function signUp({ url, accountId }: Simulator): Promise<string> {
  const answer = await fetch(`${url}/api/account/${accountId}/signup`, { method: 'POST' });
  return ((await answer.json()) as { jwt: string }).jwt;
}

const SET_STATE = '.ams.routing.SetAgentState';
const SUBSCRIBE = '.ams.aam.SubscribeExConversations';
const CHANGE = '.ams.aam.ExConversationChangeNotification';

/** What a session may rely on, whoever opens the sockets. */
export function transportContract(name: string, { make, authenticator }: TransportFactory): void {
  const agentPath = async (simulator: Simulator): Promise<string> => {
    const call = { signal: new AbortController().signal, timeout: 5_000, retryDelays: [] };
    const asked = authenticator(simulator);
    const { bearer } = await asked.login(await asked.discover(call), call);
    return `/ws_api/account/${simulator.accountId}/messaging/brand/${bearer}?v=2.1`;
  };

  const dial = (target: SocketTarget): { readonly socket: Socket; readonly listening: Listening } => {
    const listening = new Listening();
    return { socket: make().open(target, listening), listening };
  };

  const dialAgent = async (simulator: Simulator, own: Partial<SocketTimings> = {}) => {
    const dialled = dial(targetAt(simulator.url + (await agentPath(simulator)), own));
    await dialled.listening.open;
    return dialled;
  };

  describe(`${name}, as a transport`, () => {
    it('opens a socket, and never calls its listener before it has returned it', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = dial(targetAt(simulator.url + (await agentPath(simulator))));
      expect(listening.calls).to.deep.equal([]);
      await listening.open;
      expect(listening.calls).to.deep.equal(['opened']);
      socket.terminate();
      await listening.end;
    });

    it('opens a socket with a greeting once that was answered, and asks for nothing before', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = dial(consumerTarget(simulator, await signUp(simulator)));
      const early = await rejection(socket.request({ type: 'GetClock', body: {} }));
      expect(early).to.be.an.instanceOf(ConnectionLostError).and.include({ sent: 'no' });
      await listening.open;
      expect(await socket.request({ type: 'GetClock', body: {} })).to.have.property('currentTime');
      await listening.clock;
      expect(simulator.frames.get('in InitConnection')).to.equal(1);
      expect(listening.calls[0]).to.equal('opened');
      socket.terminate();
      await listening.end;
    });

    it('ends a socket whose greeting is refused as one whose upgrade is, and tells nothing of the token', async () => {
      await using simulator = await startSimulator();
      const token = `${await signUp(simulator)}canary`;
      const { listening } = dial(consumerTarget(simulator, token));
      const { status, code, error } = await listening.end;
      expect([status, code]).to.include.oneOf([401, 4407]);
      expect(String(error)).not.to.contain('canary');
      expect(listening.calls).to.deep.equal(['closed']);
    });

    it('gives a greeting that nobody answers up', async () => {
      await using server = await inertServer({ upgrade: true });
      const { listening } = dial({
        ...targetAt(server.url, { open: 50 }),
        greeting: { type: 'InitConnection', body: {} },
      });
      expect(await listening.end).to.include({ cause: 'timeout' });
      expect(listening.calls).to.deep.equal(['closed']);
    });

    it('gives each request the body of its own answer', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = await dialAgent(simulator);
      const [clock, subscribed] = await Promise.all([
        socket.request({ type: '.GetClock', body: {} }),
        socket.request({ type: SUBSCRIBE, body: subscription(simulator) }),
      ]);
      expect(clock).to.have.property('currentTime');
      expect(subscribed).to.have.property('subscriptionId');
      socket.terminate();
      await listening.end;
    });

    it('hands notifications over', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = await dialAgent(simulator);
      await socket.request({ type: SUBSCRIBE, body: subscription(simulator) });
      await until('the snapshot arrives', () => listening.notifications.length > 0);
      expect(listening.notifications[0]).to.equal(CHANGE);
      socket.terminate();
      await listening.end;
    });

    it('rejects what the platform refuses, with its status', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = await dialAgent(simulator);
      const error = await rejection(socket.request({ type: '.ams.NoSuchRequest', body: {} }));
      expect(error).to.be.an.instanceOf(RequestRefusedError);
      expect(error).to.include({ status: 400 });
      socket.terminate();
      await listening.end;
    });

    it('says what was sent when it is not open', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = dial(targetAt(simulator.url + (await agentPath(simulator))));
      const early = await rejection(socket.request({ type: '.GetClock', body: {} }));
      await listening.open;
      socket.terminate();
      await listening.end;
      const late = await rejection(socket.request({ type: '.GetClock', body: {} }));
      for (const error of [early, late]) {
        expect(error).to.be.an.instanceOf(ConnectionLostError);
        expect(error).to.include({ sent: 'no', transient: true });
      }
    });

    it('rejects what waits for its answer when the socket ends, as unknown', async () => {
      await using server = await inertServer({ upgrade: true });
      const { socket, listening } = dial(targetAt(server.url));
      await listening.open;
      const waiting = rejection(socket.request({ type: SET_STATE, body: {} }));
      socket.terminate();
      const error = await waiting;
      expect(error).to.be.an.instanceOf(ConnectionLostError);
      expect(error).to.include({ sent: 'unknown' });
      await listening.end;
    });

    it('does not wait for an answer longer than it is told', async () => {
      await using server = await inertServer({ upgrade: true });
      const { socket, listening } = dial(targetAt(server.url));
      await listening.open;
      const error = await rejection(socket.request({ type: SET_STATE, body: {}, timeout: 20 }));
      expect(error).to.be.an.instanceOf(RequestTimeoutError);
      socket.terminate();
      await listening.end;
    });

    it('tells the end exactly once, and last: of a close of its own', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = await dialAgent(simulator);
      socket.close();
      socket.close();
      expect(await listening.end).to.include({ code: 1000 });
      socket.terminate();
      expect(listening.calls.filter((call) => call === 'closed')).to.have.length(1);
      expect(listening.calls.at(-1)).to.equal('closed');
      await until('the platform has seen it', () => simulator.agents[0]?.sockets === 0);
      expect(simulator.log.findLast(({ kind }) => kind === 'closed')).to.include({ code: 1000 });
    });

    for (const code of [1000, 1001, 1012, 4401]) {
      it(`tells the close code of the platform: ${code}`, async () => {
        await using simulator = await startSimulator();
        const { listening } = await dialAgent(simulator);
        simulator.cutSockets({ code });
        expect(await listening.end).to.include({ code });
        expect(listening.calls.at(-1)).to.equal('closed');
      });
    }

    it('tells 1006 of a connection that is cut', async () => {
      await using simulator = await startSimulator();
      const { listening } = await dialAgent(simulator);
      simulator.cutSockets();
      const { code, error } = await listening.end;
      expect(code).to.equal(1006);
      expect(error).to.be.an.instanceOf(ConnectionLostError);
    });

    it('tells the status of a refused upgrade, and nothing of the bearer', async () => {
      await using simulator = await startSimulator();
      const bearer = 'f00dfeedf00dfeed';
      const path = `/ws_api/account/${simulator.accountId}/messaging/brand/${bearer}?v=2.1`;
      const { listening } = dial(targetAt(simulator.url + path));
      const { status, code, error } = await listening.end;
      expect({ status, code }).to.deep.equal({ status: 401, code: undefined });
      expect(error).to.be.an.instanceOf(UpgradeRefusedError);
      expect(String(error)).not.to.contain(bearer);
      expect(listening.calls).to.deep.equal(['closed']);
    });

    it('ends a dial that nobody answers', async () => {
      const server = await inertServer();
      const { url } = server;
      await server[Symbol.asyncDispose]();
      const { listening } = dial(targetAt(url));
      const { cause, error, code } = await listening.end;
      expect({ cause, code }).to.deep.equal({ cause: 'ECONNREFUSED', code: undefined });
      expect(error).to.include({ transient: true });
      expect(listening.calls).to.deep.equal(['closed']);
    });

    it('ends a dial that takes too long', async () => {
      await using server = await inertServer();
      const { listening } = dial(targetAt(server.url, { open: 50 }));
      expect(await listening.end).to.include({ cause: 'timeout' });
      expect(listening.calls).to.deep.equal(['closed']);
    });

    it('ends an address that is none through its listener', async () => {
      const { listening } = dial(targetAt('no address at all'));
      expect(listening.calls).to.deep.equal([]);
      await listening.end;
      expect(listening.calls).to.deep.equal(['closed']);
    });

    it('gives a silent platform up', async () => {
      await using server = await inertServer({ upgrade: true });
      const { listening } = dial(targetAt(server.url, { idle: 20, pong: 20, probe: 20 }));
      expect(await listening.end).to.include({ cause: 'silent' });
    });

    it('asks for the clock while it is open', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = await dialAgent(simulator, { keepAlive: 20 });
      await listening.clock;
      socket.terminate();
      await listening.end;
    });

    it('hands nothing over while it is paused, and everything in order afterwards', async () => {
      await using simulator = await startSimulator();
      const { socket, listening } = await dialAgent(simulator);
      socket.pause();
      const answer = socket.request({ type: SUBSCRIBE, body: subscription(simulator) });
      await until('the platform has answered', () => simulator.frames.has(`out ${CHANGE}`));
      expect(listening.notifications).to.deep.equal([]);
      socket.resume();
      await answer;
      await until('the snapshot arrives', () => listening.notifications.length > 0);
      socket.terminate();
      await listening.end;
    });
  });
}

const subscription = ({ bots: [{ oldId }] }: Simulator) => ({
  convState: ['OPEN'],
  agentIds: [oldId],
});
